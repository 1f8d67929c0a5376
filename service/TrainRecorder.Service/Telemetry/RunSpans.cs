using System.Diagnostics;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Telemetry;

/// <summary>
/// The spans of a run's trace: its submission, its attempts, the commit of each segment with its epochs, and the run as a whole. They
/// cost nothing where nobody listens.
/// </summary>
internal static class RunSpans
{
    /// <summary>Who listens names this.</summary>
    public const string SourceName = "TrainRecorder.Service";

    // Tiny networks train thousands of epochs for one segment; collectors keep 128 events of a span.
    private const int MostEpochs = 100;

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>The call under way submitted a run. The call belongs to its caller's trace; each of the two traces refers to the other.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="isNew">It made the run, rather than asking for it once more.</param>
    public static void Submitted(string runId, bool isNew)
    {
        var call = Activity.Current;
        call?.SetTag("trainrecorder.run", runId).AddLink(new ActivityLink(RunTrace.Of(runId)));
        if (!isNew) return;
        ActivityLink[] links = call is null ? [] : [new ActivityLink(call.Context)];
        using var span = s_source.StartActivity("submit", ActivityKind.Internal, RunTrace.Of(runId), links: links, startTime: call?.StartTimeUtc ?? default);
        span?.SetTag("trainrecorder.run", runId);
    }

    /// <summary>The call under way committed a segment; each of its epochs is an event at the moment its training ended.</summary>
    public static void Committed(CommitEpochsRequest request)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span) return;
        span.SetTag("trainrecorder.run", request.Run)
            .SetTag("trainrecorder.attempt", request.Attempt)
            .SetTag("trainrecorder.first_epoch", request.FirstEpoch)
            .SetTag("trainrecorder.last_epoch", request.LastEpoch)
            .SetTag("trainrecorder.bytes", request.Size);

        // The first has waited for the disk as long as the worker says; how long after it the others ended, their training times tell.
        var first = span.StartTimeUtc - (request.RecorderLag?.ToTimeSpan() ?? TimeSpan.Zero);
        foreach (var epoch in request.Metrics.Take(MostEpochs))
        {
            var end = first + TimeSpan.FromSeconds(epoch.ElapsedSeconds - request.Metrics[0].ElapsedSeconds);
            var tags = new ActivityTagsCollection { ["trainrecorder.epoch"] = epoch.Epoch };
            if (epoch.Train.TryGetValue("loss", out var loss)) tags["trainrecorder.loss"] = loss;
            span.AddEvent(new ActivityEvent("epoch", end, tags));
        }
    }

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
