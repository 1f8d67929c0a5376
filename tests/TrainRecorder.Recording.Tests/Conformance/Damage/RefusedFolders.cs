using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>A folder that a reader must refuse.</summary>
/// <param name="Name">Of the folder.</param>
/// <param name="Fault">What the reader must say.</param>
/// <param name="Make">Puts the files into it.</param>
internal sealed record RefusedFolder(string Name, RecordingFault Fault, Action<string> Make);

/// <summary>Folders whose files do not make a recording together.</summary>
internal static class RefusedFolders
{
    private static readonly SampleRecording _sample = SampleRecording.Small();

    public static IReadOnlyList<RefusedFolder> Cases { get; } =
    [
        new("no_segment", RecordingFault.Missing, folder => Put(folder, "segment.a1.tmp", [])),
        new("damaged_segment", RecordingFault.Damaged, folder =>
        {
            byte[] damaged = PackedFile.Of(_sample, 2, 2);
            damaged[^20] ^= 1;
            Put(folder, "0-1.a1.parquet", PackedFile.Of(_sample, 0, 2));
            Put(folder, "2-3.a1.parquet", damaged);
        }),
        new("truncated_segment", RecordingFault.Truncated, folder =>
        {
            Put(folder, "0-1.a1.parquet", PackedFile.Of(_sample, 0, 2));
            Put(folder, "2-3.a1.parquet", PackedFile.Of(_sample, 2, 2)[..500]);
        }),
        new("segment_of_other_epochs", RecordingFault.Damaged, folder => Put(folder, "0-2.a1.parquet", PackedFile.Of(_sample, 0, 2))),
        new("segment_of_another_run", RecordingFault.Damaged, folder =>
        {
            Manifest other = _sample.Manifest.Clone();
            other.Run = "runs/another";
            Put(folder, "0-1.a1.parquet", PackedFile.Of(_sample, 0, 2));
            Put(folder, "2-3.a1.parquet", PackedFile.Of(new SampleRecording(other), 2, 2));
        }),
        new("epoch_twice_in_an_attempt", RecordingFault.Damaged, folder =>
        {
            Put(folder, "0-2.a1.parquet", PackedFile.Of(_sample, 0, 3));
            Put(folder, "2-3.a1.parquet", PackedFile.Of(_sample, 2, 2));
        }),
        new("damaged_sealed_file", RecordingFault.Truncated, folder =>
        {
            Put(folder, "0-1.a1.parquet", PackedFile.Of(_sample, 0, 2));
            Put(folder, "run.parquet", PackedFile.Of(_sample, 0, 2)[..500]);
        }),
    ];

    /// <summary>Writes the folders, and beside each what a reader must say.</summary>
    public static async Task WriteAsync(string folder)
    {
        foreach (RefusedFolder entry in Cases)
        {
            string live = Path.Combine(folder, entry.Name);
            Directory.CreateDirectory(live);
            entry.Make(live);
            await File.WriteAllTextAsync(Path.ChangeExtension(live, ".json"), $$"""{"fault":"{{entry.Fault}}","opens":false}""");
        }
    }

    private static void Put(string folder, string name, byte[] file) => File.WriteAllBytes(Path.Combine(folder, name), file);
}
