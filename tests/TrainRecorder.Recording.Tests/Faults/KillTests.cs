using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>Kills a writing process at random instants.</summary>
public sealed class KillTests
{
    // A folder for each round, so that checking all of it after every kill does not grow without end.
    private const int KillsOfARound = 10;

    private static readonly int _rounds = Campaign.IsLong ? 20 : 2;
    private static readonly SampleRecording _sample = SampleRecording.Small();

    private int _afterCommits;
    private int _withinSegment;
    private int _epochs;

    [Fact]
    public async Task Write_KilledAtRandomInstants_EveryCommittedEpochReadsBackAndSealingWorks()
    {
        Random random = new(20261123);
        for (int round = 0; round < _rounds; round++)
        {
            await KillRoundAsync(random);
        }

        int kills = _rounds * KillsOfARound;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills: {_afterCommits} after commits of the process, {_withinSegment} within a segment; {_epochs} epochs.");

        // Kills that hit nothing under way show nothing. By chance five of six come after a commit, and far most of the time a segment is open.
        Assert.InRange(_afterCommits, kills / 2, kills);
        Assert.InRange(_withinSegment, kills / 4, kills);
    }

    private async Task KillRoundAsync(Random random)
    {
        using TemporaryFolder folder = new();
        string live = folder["live"], whole = folder["run.parquet"];
        int committed = -1, read = -1;
        for (int attempt = 1; attempt <= KillsOfARound; attempt++)
        {
            int? last = await KillAsync(live, attempt, committed + 1, random.Next(0, 6), random.Next(0, 4000));
            _afterCommits += last is null ? 0 : 1;
            _withinSegment += File.Exists(Path.Combine(live, $"segment.a{attempt}.tmp")) ? 1 : 0;
            committed = last ?? committed;
            if (committed < 0)
            {
                continue;
            }

            // A segment that has its name but was not yet told of is whole too: nothing half-written is ever seen.
            using RecordingReader reader = await RecordingReader.OpenAsync(live).Soon();
            int there = reader.Epochs[^1];
            Assert.True(there >= committed, $"{committed} was committed, {there} is the last one");
            Assert.Equal(Enumerable.Range(0, there + 1), reader.Epochs);
            await _sample.AssertEpochsAsync(reader, read + 1, there);
            read = committed;

            SealedFile file = await Sealer.RecoverAsync(live, whole).Soon();
            Assert.Equal(new EpochRange(0, there), file.Epochs);
        }

        Assert.Empty(await Verifier.VerifyAsync(live).Soon());
        Assert.Empty(await Verifier.VerifyAsync(whole).Soon());
        using RecordingReader sealedReader = await RecordingReader.OpenAsync(whole).Soon();
        await _sample.AssertEpochsAsync(sealedReader, 0, sealedReader.Epochs[^1]);
        _epochs += sealedReader.Epochs.Count;
    }

    /// <summary>Starts a writer, waits until it writes, for some commits and a moment more, and kills it.</summary>
    /// <returns>The last epoch that it said was committed.</returns>
    private static async Task<int?> KillAsync(string folder, int attempt, int first, int commits, int spins)
    {
        using Process process = Child.Start(nameof(EndlessWriter), folder, $"{attempt}", $"{first}");
        try
        {
            // Otherwise a kill hits .NET, which starts.
            Assert.Equal(EndlessWriter.Writing, await LineAsync(process));
            int? last = null;
            for (int i = 0; i < commits; i++)
            {
                last = int.Parse(await LineAsync(process), CultureInfo.InvariantCulture);
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

    private static async Task<string> LineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Waiting.Patience) ?? throw new InvalidOperationException("The writer ended.");
}
