namespace TrainRecorder.Client.Datasets;

/// <summary>The format of a file of data, by its name.</summary>
internal static class DataFormat
{
    private const string Csv = "csv";

    /// <summary>The format, as <c>DatasetHeader.format</c> names it: by the extension; MNIST's own names and gzipped files are IDX; anything else is CSV.</summary>
    public static string Of(string fileName)
    {
        var name = Path.GetFileName(fileName);
        var packed = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        if (packed) name = name[..^3];
        // MNIST: train-images-idx3-ubyte, train-images.idx3-ubyte.
        if (packed || name.EndsWith("-ubyte", StringComparison.OrdinalIgnoreCase)) return "idx";
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".TSV" or ".TAB" => "tsv",
            ".PARQUET" or ".PQ" => "parquet",
            ".NPY" => "npy",
            ".NPZ" => "npz",
            ".IDX" => "idx",
            _ => Csv,
        };
    }
}
