using Google.Rpc;
using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training;

/// <summary>What was found in a file of data: its schema, or its faults with row and column.</summary>
/// <param name="Schema">Meaningful only without faults.</param>
/// <param name="Faults">The first 100 faults; the field says where (<c>row 17, column age</c>).</param>
public sealed record TableInspection(TableSchema Schema, IReadOnlyList<BadRequest.Types.FieldViolation> Faults);

/// <summary>Reads a file of data strictly, once, without keeping it.</summary>
public static class TableInspector
{
    /// <summary>Inspects a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format"><c>csv</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The schema or the faults. Rows are counted as a spreadsheet does: the header is row 1.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TableInspection Inspect(string path, string format, CancellationToken cancellationToken = default)
    {
        var faults = new TableFaults();
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        using var reader = TableFormats.Open(format, stream, faults);
        if (reader is null)
        {
            stream.Dispose();
            faults.Add(0, -1, "", $"'{format}' is no known format; known: {string.Join(", ", TableFormats.Names)}.");
            return Result(new TableSchema(), faults);
        }
        return Result(TableProfiler.Profile(reader, faults, cancellationToken), faults);
    }

    private static TableInspection Result(TableSchema schema, TableFaults faults) =>
        new(schema, [.. faults.Sorted().Select(fault => fault.ToViolation())]);
}
