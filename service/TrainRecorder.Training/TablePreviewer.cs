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

    // Of a file of arrays a row may have a hundred thousand values: what is shown of it stays readable.
    private const int MostValues = 1_000;

    /// <summary>Reads a file whole, once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">As <see cref="TableInspector"/> takes. Of a file of weights nothing is seen but its schema.</param>
    /// <param name="rows">First rows wanted.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TablePreview Preview(string path, string format, int rows)
    {
        var seen = new InspectDatasetResponse();
        var faults = new TableFaults();
        try
        {
            if (format != TableFormats.Weights) Look(path, format, rows, seen, faults);
        }
        catch (DamagedFileException damage)
        {
            faults.Add(0, -1, "", damage.Message);
        }

        return new TablePreview(seen, [.. faults.Sorted().Select(fault => fault.ToViolation())]);
    }

    private static void Look(string path, string format, int rows, InspectDatasetResponse seen, TableFaults faults)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        using var reader = TableFormats.Open(format, stream, faults);
        if (reader is null)
        {
            stream.Dispose();
            faults.Add(0, -1, "", $"'{format}' is no known format; known: {string.Join(", ", TableInspector.Formats)}.");
            return;
        }

        var spans = reader.Columns.Select(name => new ColumnSpan(name)).ToArray();
        while (reader.Read())
        {
            for (var i = 0; i < spans.Length; i++) spans[i].Observe(reader[i]);
            if (seen.Rows.Count < rows) seen.Rows.Add(new TableRow { Values = { Enumerable.Range(0, Math.Min(spans.Length, MostValues)).Select(i => Shown(reader[i])) } });
        }

        seen.Ranges.AddRange(spans.Select(span => span.Conclude()));
    }

    private static string Shown(Cell cell)
    {
        if (cell.Kind is not (CellKind.Text or CellKind.Written)) return cell.Shown;
        return cell.Text.Length <= LongestValue ? cell.Text : cell.Text[..LongestValue];
    }
}
