using System.Globalization;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>A process that writes a recording until it is killed; says on its output when its first row is under way, and then which epochs are committed.</summary>
internal static class EndlessWriter
{
    /// <summary>What it says first.</summary>
    public const string Writing = "writing";

    public static async Task<int> RunAsync(string folder, string attempt, string first)
    {
        SampleRecording sample = SampleRecording.Small();
        int epoch = int.Parse(first, CultureInfo.InvariantCulture);
        int firstEpoch = epoch;
        await using RecordingWriter writer = RecordingWriter.Create(folder, sample.Manifest, new WriterOptions
        {
            Attempt = int.Parse(attempt, CultureInfo.InvariantCulture),
            SegmentBytes = 6000,
            BeforeWrite = row =>
            {
                if (row.Epoch == firstEpoch)
                {
                    Say(Writing);
                }
            },
            SegmentClosed = (segment, _, _) =>
            {
                Say(string.Create(CultureInfo.InvariantCulture, $"{segment.LastEpoch}"));
                return ValueTask.CompletedTask;
            },
        });

        // Bounded, should whoever was to kill it be dead itself.
        for (int last = epoch + 100_000; epoch < last; epoch++)
        {
            EpochRow row = writer.Rent();
            sample.Fill(row, writer.Schema, epoch);
            writer.Write(row);
        }

        return 1;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
