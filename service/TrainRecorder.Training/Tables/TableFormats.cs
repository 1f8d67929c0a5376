using TrainRecorder.Training.Tables.Csv;
using TrainRecorder.Training.Tables.Idx;
using TrainRecorder.Training.Tables.Numpy;
using TrainRecorder.Training.Tables.Parquet;

namespace TrainRecorder.Training.Tables;

/// <summary>The formats of tables that can be read.</summary>
internal static class TableFormats
{
    /// <summary>A file of initial weights, which is no table.</summary>
    public const string Weights = "weights";

    private static readonly Dictionary<string, Func<Stream, TableFaults, ITableReader>> Readers = new(StringComparer.Ordinal)
    {
        ["csv"] = (stream, faults) => new CsvTableReader(stream, faults, ','),
        ["tsv"] = (stream, faults) => new CsvTableReader(stream, faults, '\t'),
        ["parquet"] = (stream, faults) => new ParquetTableReader(stream, faults),
        ["npy"] = (stream, faults) => NpyFile.OpenTable(stream, faults),
        ["npz"] = (stream, faults) => NpzArchive.OpenTable(stream, faults),
        ["idx"] = (stream, faults) => IdxFile.OpenTable(stream, faults),
    };

    /// <summary>The names of the formats, tables first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Readers.Keys, Weights];

    /// <summary>The number of a table's first row: a header is row 1.</summary>
    public static int FirstRow(string format) => format is "csv" or "tsv" ? 2 : 1;

    /// <summary>Opens a stream, or null if the format is no known table. The reader owns the stream.</summary>
    /// <exception cref="DamagedFileException">The file is not of that format.</exception>
    public static ITableReader? Open(string format, Stream stream, TableFaults faults)
    {
        if (!Readers.TryGetValue(format, out var open)) return null;
        try
        {
            return open(stream, faults);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
