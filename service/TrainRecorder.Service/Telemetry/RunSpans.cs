using System.Diagnostics;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Telemetry;

/// <summary>The spans of a run's trace: the run, its attempts, and the commit of each segment. They cost nothing where nobody listens.</summary>
internal static class RunSpans
{
    /// <summary>Who listens names this.</summary>
    public const string SourceName = "TrainRecorder.Service";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>The call under way submitted a run: its trace, which is the caller's, refers to the run's.</summary>
    public static void Submitted(string runId) =>
        Activity.Current?.SetTag("trainrecorder.run", runId).AddLink(new ActivityLink(RunTrace.Of(runId)));

    /// <summary>The call under way committed a segment.</summary>
    public static void Committed(CommitEpochsRequest request) => Activity.Current?
        .SetTag("trainrecorder.run", request.Run)
        .SetTag("trainrecorder.attempt", request.Attempt)
        .SetTag("trainrecorder.first_epoch", request.FirstEpoch)
        .SetTag("trainrecorder.last_epoch", request.LastEpoch)
        .SetTag("trainrecorder.bytes", request.Size);

    /// <summary>An attempt is over, and perhaps its run.</summary>
    public static void Ended(AttemptRow attempt, RunRow run)
    {
        if (!s_source.HasListeners()) return;
        using (var span = s_source.StartActivity("attempt", ActivityKind.Internal, RunTrace.Of(run.Id), startTime: attempt.StartTime))
        {
            span?.SetTag("trainrecorder.run", run.Id).SetTag("trainrecorder.attempt", attempt.Number).SetTag("trainrecorder.end", attempt.EndReason);
            if (attempt.ClosedAs is AttemptOutcome.Unspecified or AttemptOutcome.Failed) span?.SetStatus(ActivityStatusCode.Error, attempt.EndReason);
        }

        if (!RunLifecycle.IsTerminal(run.State)) return;
        using (var span = s_source.StartActivity("run", ActivityKind.Internal, RunTrace.Of(run.Id), startTime: run.CreateTime))
        {
            span?.SetTag("trainrecorder.run", run.Id).SetTag("trainrecorder.state", run.State.ToString()).SetTag("trainrecorder.epochs", run.CommittedEpoch);
            if (run.State == RunState.Failed) span?.SetStatus(ActivityStatusCode.Error, run.StateReason);
        }
    }
}
