using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>Kills a writing process at random instants.</summary>
public sealed class KillTests
{
    private static readonly int _kills = Campaign.IsLong ? 200 : 24;

    [Fact]
    public async Task Write_KilledAtRandomInstants_EveryCommittedEpochReadsBack()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        Random random = new(20261123);
        int committed = -1;
        for (int attempt = 1; attempt <= _kills; attempt++)
        {
            committed = await KillAsync(folder.Path, attempt, committed + 1, random.Next(0, 6), random.Next(0, 4000)) ?? committed;
            if (committed < 0)
            {
                continue;
            }

            using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();
            Assert.True(reader.Epochs[^1] >= committed, $"{committed} was committed, {reader.Epochs[^1]} is the last one");
        }

        Assert.Empty(await Verifier.VerifyAsync(folder.Path).Soon());
        SealedFile file = await Sealer.RecoverAsync(folder.Path, folder["run.parquet"]).Soon();
        using RecordingReader sealedReader = await RecordingReader.OpenAsync(file.Path).Soon();
        Assert.InRange(file.Epochs.Last, committed, int.MaxValue);
        foreach (int epoch in new[] { 0, committed / 2, committed, file.Epochs.Last })
        {
            float[] weights = (await sealedReader.ReadFloatsAsync("hidden1.weight", epoch).Soon())!;
            Assert.Equal(
                Enumerable.Range(0, weights.Length).Select(i => SampleRecording.Value("hidden1.weight", epoch, i)), weights);
        }
    }

    /// <summary>Starts a writer, waits for some commits and a moment more, kills it.</summary>
    /// <returns>The last epoch that it said was committed.</returns>
    private static async Task<int?> KillAsync(string folder, int attempt, int first, int commits, int spins)
    {
        using Process process = Child.Start(nameof(EndlessWriter), folder, $"{attempt}", $"{first}");
        try
        {
            int? last = null;
            for (int i = 0; i < commits; i++)
            {
                string line = await process.StandardOutput.ReadLineAsync().WaitAsync(Waiting.Patience) ?? throw new InvalidOperationException("The writer ended.");
                last = int.Parse(line, CultureInfo.InvariantCulture);
            }

            Thread.SpinWait(spins * 100);
            process.Kill();
            string rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(Waiting.Patience);
            string[] lines = rest.Split('\n', StringSplitOptions.RemoveEmptyEntries);

            // The last line may be half of one.
            string? whole = rest.EndsWith('\n') ? lines.LastOrDefault() : lines.SkipLast(1).LastOrDefault();
            return whole is null ? last : int.Parse(whole, CultureInfo.InvariantCulture);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync().Soon();
        }
    }
}
