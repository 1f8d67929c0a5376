namespace TrainRecorder.Training.Tables;

/// <summary>Reads the rows of a file of data in order, once. A format is one implementation, listed in <see cref="TableFormats"/>.</summary>
internal interface ITableReader : IDisposable
{
    /// <summary>The names of the columns; empty if there is no header that can be read.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The row of the current values, as <see cref="TableFault.Row"/> counts.</summary>
    long Row { get; }

    /// <summary>Goes to the next row without a fault of form; faults on the way are noted.</summary>
    /// <returns>False at the end, when the file cannot be read further, and when there is no room for more faults.</returns>
    bool Read();

    /// <summary>The text of a value of the current row.</summary>
    string this[int column] { get; }
}

/// <summary>The formats that can be read.</summary>
internal static class TableFormats
{
    private static readonly Dictionary<string, Func<Stream, TableFaults, ITableReader>> Readers = new(StringComparer.Ordinal)
    {
        ["csv"] = (stream, faults) => new Csv.CsvTableReader(stream, faults),
    };

    /// <summary>The names of the formats.</summary>
    public static IEnumerable<string> Names => Readers.Keys;

    /// <summary>Opens a stream, or null if the format is not known. The reader owns the stream.</summary>
    public static ITableReader? Open(string format, Stream stream, TableFaults faults) =>
        Readers.TryGetValue(format, out var open) ? open(stream, faults) : null;
}
