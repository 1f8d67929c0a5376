using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>The recording of which a page is made.</summary>
public sealed record PageSource
{
    /// <summary>The layers.</summary>
    public required NetworkShape Network { get; init; }

    /// <summary>Curves and ranges over the whole recording.</summary>
    public required RunHistory History { get; init; }

    /// <summary>The run, <c>runs/ID</c>.</summary>
    public required string Run { get; init; }

    /// <summary>What wrote the recording.</summary>
    public required string Software { get; init; }

    /// <summary>Reads what is seen of an epoch.</summary>
    public required Func<int, CancellationToken, Task<FrameData>> ReadAsync { get; init; }
}
