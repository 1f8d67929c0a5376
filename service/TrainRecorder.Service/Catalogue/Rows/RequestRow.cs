namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>A request id that was used.</summary>
internal sealed class RequestRow
{
    /// <summary>As the caller chose it.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the job as it was submitted.</summary>
    public required byte[] JobHash { get; init; }

    /// <summary>The run it made; it may have been deleted since.</summary>
    public required string RunId { get; init; }

    /// <summary>When it came.</summary>
    public DateTimeOffset CreateTime { get; init; }
}
