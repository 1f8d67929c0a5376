namespace TrainRecorder.Recording.Tests.Faults;

public enum FaultKind
{
    /// <summary>Creating, writing and syncing fail.</summary>
    DiskFull,

    /// <summary>Any operation fails.</summary>
    InputOutputError,

    /// <summary>A write stops half-way.</summary>
    ShortWrite,

    /// <summary>A sync says that it is done, and has done nothing.</summary>
    LyingSync,
}

/// <summary>At which operation what goes wrong, once or from then on.</summary>
internal sealed record FaultPlan(FaultKind Kind, int At, bool ForGood)
{
    /// <summary>No fault.</summary>
    public static FaultPlan None { get; } = new(FaultKind.InputOutputError, int.MaxValue, ForGood: false);

    public bool Hits(int operation) => ForGood ? operation >= At : operation == At;
}
