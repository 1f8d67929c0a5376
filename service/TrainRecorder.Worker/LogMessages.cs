using Microsoft.Extensions.Logging;

namespace TrainRecorder.Worker;

/// <summary>Every log message of the worker. Ids are stable.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "attempt {Attempt} at {Run}: {Threads} threads, lease {Lease}, from epoch {FirstEpoch} to {LastEpoch}")]
    public static partial void Opened(this ILogger log, int attempt, string run, int threads, TimeSpan lease, int firstEpoch, int lastEpoch);

    [LoggerMessage(2, LogLevel.Information, "asked to {Request}: stopping after the step under way")]
    public static partial void Asked(this ILogger log, StopRequest request);

    [LoggerMessage(3, LogLevel.Debug, "epochs {FirstEpoch} to {LastEpoch} committed: {Size} bytes")]
    public static partial void Committed(this ILogger log, int firstEpoch, int lastEpoch, long size);

    [LoggerMessage(4, LogLevel.Warning, "{Call}: service not reached for {Silence} of {Patience}, next try in {Pause}: {Reason}")]
    public static partial void NotReached(this ILogger log, string call, TimeSpan silence, TimeSpan patience, TimeSpan pause, string reason);

    [LoggerMessage(5, LogLevel.Information, "closed: {Outcome} {Message}")]
    public static partial void Closed(this ILogger log, V1.AttemptOutcome outcome, string message);

    [LoggerMessage(6, LogLevel.Error, "{Reason}")]
    public static partial void Abandoned(this ILogger log, string reason);

    [LoggerMessage(8, LogLevel.Information, "{Reason}")]
    public static partial void EndedEarly(this ILogger log, string reason);

    [LoggerMessage(7, LogLevel.Critical, "unexpected: {Reason}")]
    public static partial void Unexpected(this ILogger log, string reason, Exception exception);
}
