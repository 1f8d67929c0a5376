namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>A kept recording.</summary>
internal sealed class ArchiveRow
{
    /// <summary>The ID in <c>archives/ID</c>, that of the run it came from.</summary>
    public required string Id { get; init; }

    /// <summary>The job's name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was archived.</summary>
    public DateTimeOffset CreateTime { get; init; }

    /// <summary>The last epoch in it.</summary>
    public int Epochs { get; init; }

    /// <summary>The revision of its archiving: the order of lists.</summary>
    public long Revision { get; init; }
}
