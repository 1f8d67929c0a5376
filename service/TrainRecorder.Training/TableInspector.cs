using Google.Rpc;
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
    public static TableInspection Inspect(string path, string format, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
