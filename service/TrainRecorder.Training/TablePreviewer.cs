using Google.Rpc;
using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training;

/// <summary>What was seen in a file of data, or its faults with row and column.</summary>
/// <param name="Seen">Ranges of the columns and the first rows; meaningful only without faults.</param>
/// <param name="Faults">The first 100 faults.</param>
public sealed record TablePreview(InspectDatasetResponse Seen, IReadOnlyList<BadRequest.Types.FieldViolation> Faults);

/// <summary>Looks at a file of data as a person does: what is in its columns, what its first rows are.</summary>
public static class TablePreviewer
{
    private const int LongestValue = 200;

    /// <summary>Reads a file whole, once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">As <see cref="TableInspector"/> takes.</param>
    /// <param name="rows">First rows wanted.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TablePreview Preview(string path, string format, int rows)
    {
        var faults = new TableFaults();
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        using var reader = TableFormats.Open(format, stream, faults);
        if (reader is null)
        {
            stream.Dispose();
            faults.Add(0, -1, "", $"'{format}' is no known format; known: {string.Join(", ", TableFormats.Names)}.");
            return new TablePreview(new InspectDatasetResponse(), [.. faults.Sorted().Select(fault => fault.ToViolation())]);
        }

        var seen = new InspectDatasetResponse();
        var ranges = reader.Columns.Select(name => new ColumnSpan(name)).ToArray();
        while (reader.Read())
        {
            for (var i = 0; i < ranges.Length; i++) ranges[i].Observe(reader[i]);
            if (seen.Rows.Count < rows) seen.Rows.Add(new TableRow { Values = { Enumerable.Range(0, ranges.Length).Select(i => Shorten(reader[i])) } });
        }

        seen.Ranges.AddRange(ranges.Select(range => range.Conclude()));
        return new TablePreview(seen, [.. faults.Sorted().Select(fault => fault.ToViolation())]);
    }

    private static string Shorten(string text) => text.Length <= LongestValue ? text : text[..LongestValue];
}
