using TrainRecorder.V1;

namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>One worker process at one run.</summary>
internal sealed class AttemptRow
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>1, 2, 3 … within the run: the fencing token.</summary>
    public int Number { get; init; }

    /// <summary>SHA-256 of the worker's bearer token.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Process id of the worker; null until it is known.</summary>
    public int? ProcessId { get; set; }

    /// <summary>What tells this process from a later one of the same id.</summary>
    public string ProcessBirth { get; set; } = "";

    /// <summary>When it was launched.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>When the worker reported.</summary>
    public DateTimeOffset? OpenTime { get; set; }

    /// <summary>When it was over; null while it may commit.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>How its worker closed it; unspecified if the worker did not.</summary>
    public AttemptOutcome ClosedAs { get; set; }

    /// <summary>How it ended, for people.</summary>
    public string EndReason { get; set; } = "";
}
