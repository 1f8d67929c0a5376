using TrainRecorder.Recording.Tests.Conformance.Damage;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Damaged, cut, foreign, newer and lying files: for each clause of "What a reader must refuse" those that only this clause keeps out.</summary>
internal static class DamagedCorpus
{
    public static IReadOnlyList<DamagedCase> Cases { get; } =
    [
        .. CutFiles.Cases,
        .. ManifestFaults.Cases,
        .. ColumnFaults.Cases,
        .. FooterFaults.Cases,
        .. PageFaults.Cases,
        .. PageFaults.OfTheWhole,
    ];

    public static string File(string folder, DamagedCase entry) => Path.Combine(folder, $"{entry.Name}.parquet");

    public static async Task WriteAsync(string folder)
    {
        Directory.CreateDirectory(folder);

        // The file of the corpus that is named several_row_groups.
        byte[] good = PackedFile.Of(SampleRecording.Small(), 0, 2, 2, 1);
        foreach (DamagedCase entry in Cases)
        {
            await System.IO.File.WriteAllBytesAsync(File(folder, entry), entry.Make(good));
            await System.IO.File.WriteAllTextAsync(Path.ChangeExtension(File(folder, entry), ".json"), ToJson(entry));
        }
    }

    private static string ToJson(DamagedCase entry) => entry.Column is null
        ? $$"""{"fault":"{{entry.Fault}}","opens":false}"""
        : $$"""{"fault":"{{entry.Fault}}","opens":true,"column":"{{entry.Column}}","whole":{{(entry.IsOfTheWhole ? "true" : "false")}}}""";
}
