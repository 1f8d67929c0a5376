namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>The metrics of some epochs of a commit: what one event tells. Stays when the event is no longer kept.</summary>
internal sealed class MetricsRow
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The first epoch in it.</summary>
    public int FirstEpoch { get; init; }

    /// <summary>The last epoch in it.</summary>
    public int LastEpoch { get; init; }

    /// <summary>The revision of the event.</summary>
    public long Revision { get; init; }

    /// <summary>A <see cref="V1.EpochsCommitted"/> as protobuf bytes.</summary>
    public required byte[] Epochs { get; init; }
}
