namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>A change of a run, for those who watch.</summary>
internal sealed class EventRow
{
    /// <summary>The revision of the change.</summary>
    public long Revision { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>
    /// The run after the change, without its job, as protobuf bytes; null for committed epochs, whose
    /// metrics stand in the <see cref="MetricsRow"/> of the same revision.
    /// </summary>
    public byte[]? Run { get; init; }
}
