using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Endurance;

/// <summary>
/// A process that writes, seals and verifies a long recording. Says how many faults it found, how large the sealed file is, and how much memory it had taken
/// at most when it had written, sealed and verified.
/// </summary>
internal static class LongRecording
{
    public static async Task<int> RunAsync(string folder, string megabytes)
    {
        string live = Path.Combine(folder, "live");
        await WriteAsync(live, long.Parse(megabytes, CultureInfo.InvariantCulture) * 1_000_000);
        long written = Peak();
        SealedFile file = await Sealer.RecoverAsync(live, Path.Combine(folder, "run.parquet"));
        long isSealed = Peak();
        IReadOnlyList<string> faults = await Verifier.VerifyAsync(file.Path);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{faults.Count} {file.Size} {written} {isSealed} {Peak()}"));
        return 0;
    }

    private static async Task WriteAsync(string live, long left)
    {
        SampleRecording sample = new(1000, 300, 50);
        // Of twice as many values as the largest tensor has, each epoch takes others: what stood still would take no room.
        float[] values = [.. Enumerable.Range(0, 600_000).Select(i => SampleRecording.Value("any", 0, i))];
        await using RecordingWriter writer = RecordingWriter.Create(live, sample.Manifest);
        for (int epoch = 0; left > 0; epoch++)
        {
            EpochRow row = writer.Rent();
            row.Epoch = epoch;
            foreach (RecordingColumn column in writer.Schema.Columns.Where(column => column.Info.Type == "list<float>" && sample.IsRecorded(column.Info, epoch)))
            {
                values.AsSpan(epoch * 9973 % 300_000, column.Length).CopyTo(row.Floats(column));
                left -= column.Length * 4;
            }

            writer.Write(row);
        }

        await writer.CompleteAsync();
    }

    private static long Peak()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
