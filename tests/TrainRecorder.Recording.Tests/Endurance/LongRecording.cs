using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Endurance;

/// <summary>A process that writes, seals and verifies a long recording and says how much memory it took at most, and how large the sealed file is.</summary>
internal static class LongRecording
{
    public static async Task<int> RunAsync(string folder, string megabytes)
    {
        SampleRecording sample = new(1000, 300, 50);
        float[] values = [.. Enumerable.Range(0, 300_000).Select(i => SampleRecording.Value("any", 0, i))];
        string live = Path.Combine(folder, "live");
        long left = long.Parse(megabytes, CultureInfo.InvariantCulture) * 1_000_000;
        await using (RecordingWriter writer = RecordingWriter.Create(live, sample.Manifest))
        {
            for (int epoch = 0; left > 0; epoch++)
            {
                EpochRow row = writer.Rent();
                row.Epoch = epoch;
                foreach (RecordingColumn column in writer.Schema.Columns.Where(column => column.Info.Type == "list<float>" && sample.IsRecorded(column.Info, epoch)))
                {
                    values.AsSpan(0, column.Length).CopyTo(row.Floats(column));
                    left -= column.Length * 4;
                }

                writer.Write(row);
            }

            await writer.CompleteAsync();
        }

        SealedFile file = await Sealer.RecoverAsync(live, Path.Combine(folder, "run.parquet"));
        IReadOnlyList<string> faults = await Verifier.VerifyAsync(file.Path);
        using Process self = Process.GetCurrentProcess();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{faults.Count} {self.PeakWorkingSet64} {file.Size}"));
        return 0;
    }
}
