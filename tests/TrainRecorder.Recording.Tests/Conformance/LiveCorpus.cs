using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>A folder of a live recording.</summary>
/// <param name="Name">Of the folder.</param>
/// <param name="MakeAsync">Puts the files into it, and says what the recording's content is.</param>
internal sealed record LiveCase(string Name, Func<string, Task<RecordingContent>> MakeAsync);

/// <summary>Folders as a reader may find them: with segments of one attempt or several, a sealed file beside them, and what is none of the recording.</summary>
internal static class LiveCorpus
{
    private static readonly SampleRecording _sample = SampleRecording.Small();

    // Of other content, so that it is seen which attempt counts.
    private static readonly SampleRecording _later = Corpus.Without(_sample, (column, epoch) => column.Path != "hidden1.bias" && _sample.IsRecorded(column, epoch));

    private static readonly WriterOptions _shortSegments = new() { SegmentBytes = 2500 };

    public static IReadOnlyList<LiveCase> Cases { get; } =
    [
        new("segments", async folder =>
        {
            Assert.InRange((await _sample.WriteAsync(folder, 0, 11, _shortSegments)).Count, 2, 12);
            return Content(_sample, 0, 11);
        }),
        new("two_attempts", async folder =>
        {
            await _sample.WriteAsync(folder, 0, 9, _shortSegments);
            await _later.WriteAsync(folder, 5, 7, new WriterOptions { Attempt = 2 });
            return Join(Content(_sample, 0, 4), Content(_later, 5, 7), Content(_sample, 8, 9));
        }),
        new("attempts_of_two_digits", async folder =>
        {
            // In the order of their names the ninth comes last.
            await _sample.WriteAsync(folder, 0, 4, new WriterOptions { Attempt = 9 });
            await _later.WriteAsync(folder, 3, 12, new WriterOptions { Attempt = 10, SegmentBytes = 2500 });
            return Join(Content(_sample, 0, 2), Content(_later, 3, 12));
        }),
        new("sealed_beside_segments", async folder =>
        {
            List<Segment> segments = await _sample.WriteAsync(folder, 0, 9, _shortSegments);
            await Sealer.SealAsync([.. segments.Select(segment => Path.Combine(folder, segment.File))], Path.Combine(folder, "run.parquet")).Soon();

            // Now they go, one after another.
            File.Delete(Path.Combine(folder, segments[0].File));
            File.Delete(Path.Combine(folder, segments[2].File));
            return Content(_sample, 0, 9);
        }),
        new("sealed_alone", async folder =>
        {
            List<Segment> segments = await _sample.WriteAsync(folder, 0, 5);
            await Sealer.RecoverAsync(folder, Path.Combine(folder, "run.parquet")).Soon();
            segments.ForEach(segment => File.Delete(Path.Combine(folder, segment.File)));
            return Content(_sample, 0, 5);
        }),
        new("what_a_kill_left", async folder =>
        {
            await _sample.WriteAsync(folder, 0, 3, _shortSegments);
            await File.WriteAllTextAsync(Path.Combine(folder, "segment.a1.tmp"), "PAR1 and half a segment");
            await File.WriteAllTextAsync(Path.Combine(folder, "4-5.a1.parquet.tmp"), "");
            await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "of somebody");
            return Content(_sample, 0, 3);
        }),
        new("another_recording_beside", async folder =>
        {
            await _sample.WriteAsync(folder, 0, 3, _shortSegments);
            Manifest other = _sample.Manifest.Clone();
            other.Run = "runs/another";
            await File.WriteAllBytesAsync(Path.Combine(folder, "another.parquet"), PackedFile.Of(new SampleRecording(other), 0, 6));
            return Content(_sample, 0, 3);
        }),
        new("foreign_file_beside", async folder =>
        {
            await _sample.WriteAsync(folder, 0, 3, _shortSegments);
            await File.WriteAllTextAsync(Path.Combine(folder, "table.parquet"), "a table of somebody else");
            return Content(_sample, 0, 3);
        }),
    ];

    /// <summary>Writes the folders, and beside each its expected content.</summary>
    public static async Task WriteAsync(string folder)
    {
        foreach (LiveCase entry in Cases)
        {
            string live = Path.Combine(folder, entry.Name);
            Directory.CreateDirectory(live);
            await File.WriteAllTextAsync(Path.ChangeExtension(live, ".json"), (await entry.MakeAsync(live)).ToJson());
        }
    }

    private static RecordingContent Content(SampleRecording sample, int first, int last) =>
        RecordingContent.Expected(new CorpusCase("", sample, last - first + 1) { FirstEpoch = first });

    private static RecordingContent Join(params RecordingContent[] parts) => new(
        parts.Sum(part => part.Rows),
        parts[0].Columns.Keys.ToDictionary(path => path, path => parts.SelectMany(part => part.Columns[path]).ToList()));
}
