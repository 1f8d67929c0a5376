using System.Globalization;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>A process that writes a recording and says on its output which epochs are committed, until it is killed.</summary>
internal static class EndlessWriter
{
    public static async Task<int> RunAsync(string folder, string attempt, string first)
    {
        SampleRecording sample = SampleRecording.Small();
        int epoch = int.Parse(first, CultureInfo.InvariantCulture);
        await using RecordingWriter writer = RecordingWriter.Create(folder, sample.Manifest, new WriterOptions
        {
            Attempt = int.Parse(attempt, CultureInfo.InvariantCulture),
            SegmentBytes = 6000,
            SegmentClosed = (segment, _, _) =>
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{segment.LastEpoch}"));
                Console.Out.Flush();
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
}
