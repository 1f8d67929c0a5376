using Google.Rpc;
using TrainRecorder.Training.Tables;
using TrainRecorder.Training.Tables.Weights;
using TrainRecorder.V1;

namespace TrainRecorder.Training;

/// <summary>What was found in a file of data: its schema, or its faults with row and column.</summary>
/// <param name="Schema">Meaningful only without faults.</param>
/// <param name="Faults">The first 100 faults; the field says where (<c>row 17, column age</c>).</param>
public sealed record TableInspection(TableSchema Schema, IReadOnlyList<BadRequest.Types.FieldViolation> Faults);

/// <summary>Reads a file of data strictly, without keeping it.</summary>
public static class TableInspector
{
    /// <summary>The formats that can be read, as <c>DatasetHeader.format</c> names them.</summary>
    public static IReadOnlyList<string> Formats => TableFormats.Names;

    /// <summary>Inspects a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The schema or the faults. In CSV and TSV rows are counted as a spreadsheet does: the header is row 1. Elsewhere the first row is row 1.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TableInspection Inspect(string path, string format, CancellationToken cancellationToken = default)
    {
        var faults = new TableFaults();
        if (!Formats.Contains(format))
        {
            faults.Add(0, -1, "", $"'{format}' is no known format; known: {string.Join(", ", Formats)}.");
            return Result(new TableSchema(), faults);
        }
        try
        {
            if (format == TableFormats.Weights) return Result(WeightsFile.Inspect(Open(path), faults, cancellationToken), faults);
            return Result(TableProfiler.Profile(() => TableFormats.Open(format, Open(path), faults)!, faults, cancellationToken), faults);
        }
        catch (DamagedFileException damage)
        {
            faults.Add(0, -1, "", damage.Message);
            return Result(new TableSchema(), faults);
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);

    private static TableInspection Result(TableSchema schema, TableFaults faults) =>
        new(schema, [.. faults.Sorted().Select(fault => fault.ToViolation())]);
}
