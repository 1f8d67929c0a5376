using TrainRecorder.V1;

namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>A kept recording.</summary>
internal sealed class ArchiveRow
{
    /// <summary>The ID in <c>archives/ID</c>, that of the run it came from or, if it was imported, of the run that it can become.</summary>
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

    /// <summary>It was made elsewhere.</summary>
    public bool Imported { get; init; }

    /// <summary>Where the run was when it was archived; of an import SUCCEEDED.</summary>
    public RunState RunState { get; init; }

    /// <summary>When its file was last read whole.</summary>
    public DateTimeOffset VerifyTime { get; set; }

    /// <summary>The last verification found faults.</summary>
    public bool Damaged { get; set; }

    /// <summary>The revision of its archiving: the order of lists.</summary>
    public long Revision { get; init; }
}
