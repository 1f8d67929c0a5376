namespace TrainRecorder.Recording.Tests.Faults;

public enum FaultKind
{
    /// <summary>Whatever takes room fails: creating, renaming (an entry of the folder), writing and syncing.</summary>
    DiskFull,

    /// <summary>Any operation fails.</summary>
    InputOutputError,

    /// <summary>A write stops half-way.</summary>
    ShortWrite,

    /// <summary>A file ends before the bytes that are asked for.</summary>
    EarlyEnd,

    /// <summary>The sync of a file says that it is done, and has done nothing.</summary>
    LyingSync,

    /// <summary>The sync of a folder says that it is done, and has done nothing.</summary>
    LyingFolderSync,
}

/// <summary>At which of the operations that a fault can strike it does so, once or from then on.</summary>
internal sealed record FaultPlan(FaultKind Kind, int At, bool ForGood)
{
    /// <summary>No fault.</summary>
    public static FaultPlan None { get; } = new(FaultKind.InputOutputError, int.MaxValue, ForGood: false);

    /// <summary>Nobody is told of the fault.</summary>
    public bool IsLie => Kind is FaultKind.LyingSync or FaultKind.LyingFolderSync;

    public bool Hits(int operation) => ForGood ? operation >= At : operation == At;
}
