namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>A committed segment of a run.</summary>
internal sealed class CommitRow
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The first epoch in it.</summary>
    public int FirstEpoch { get; init; }

    /// <summary>The last epoch in it.</summary>
    public int LastEpoch { get; init; }

    /// <summary>The attempt that wrote it.</summary>
    public int Attempt { get; init; }

    /// <summary>Its name in the run's folder.</summary>
    public required string File { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Name of the file with the state after it.</summary>
    public required string StateFile { get; init; }

    /// <summary>The revision of the commit: of the last of its events.</summary>
    public long Revision { get; init; }
}
