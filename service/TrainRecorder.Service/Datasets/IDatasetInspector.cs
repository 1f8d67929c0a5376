using Google.Rpc;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Finds out what is in an uploaded file, without letting it near the service.</summary>
internal interface IDatasetInspector
{
    /// <summary>Inspects a file.</summary>
    /// <exception cref="InspectionException">The inspection itself did not come to an end.</exception>
    Task<DatasetFindings> InspectAsync(string path, string format, CancellationToken cancellationToken);
}

/// <summary>What was found in a file: its schema, or its faults.</summary>
/// <param name="Schema">Null if there are faults.</param>
/// <param name="Faults">The first faults with row and column; empty if there are none.</param>
internal sealed record DatasetFindings(TableSchema? Schema, IReadOnlyList<BadRequest.Types.FieldViolation> Faults);

/// <summary>An inspection did not come to an end.</summary>
/// <param name="message">Why, a sentence for people.</param>
/// <param name="limit">The file is to blame: it takes more memory or time than a file may.</param>
internal sealed class InspectionException(string message, bool limit) : Exception(message)
{
    /// <summary>The file takes more memory or time than a file may.</summary>
    public bool Limit { get; } = limit;
}
