using Google.Rpc;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Finds out what is in a file of data, without letting it near the service.</summary>
internal interface IDatasetInspector
{
    /// <summary>Inspects a file.</summary>
    /// <exception cref="Launching.Local.BoundedProcessException">The inspection itself did not come to an end.</exception>
    Task<DatasetFindings> InspectAsync(string path, string format, CancellationToken cancellationToken);

    /// <summary>Looks at the ranges of a file's columns and at its first rows.</summary>
    /// <exception cref="Launching.Local.BoundedProcessException">The inspection itself did not come to an end.</exception>
    Task<TablePreview> PreviewAsync(string path, string format, int rows, CancellationToken cancellationToken);
}

/// <summary>What was found in a file: its schema, or its faults.</summary>
/// <param name="Schema">Null if there are faults.</param>
/// <param name="Faults">The first faults with row and column; empty if there are none.</param>
internal sealed record DatasetFindings(TableSchema? Schema, IReadOnlyList<BadRequest.Types.FieldViolation> Faults);

/// <summary>What was seen in a file: ranges and rows, or faults.</summary>
/// <param name="Seen">Without the dataset itself. Null if there are faults.</param>
/// <param name="Faults">The first faults with row and column; empty if there are none.</param>
internal sealed record TablePreview(InspectDatasetResponse? Seen, IReadOnlyList<BadRequest.Types.FieldViolation> Faults);
