using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Runs;

/// <summary>What people ask of runs that are under way: to pause, to go on, to stop.</summary>
internal sealed class Steering(RunCatalogue catalogue, LiveWorkers workers, ServiceOptions options, TimeProvider time, ILogger<Steering> logger)
{
    private static readonly TimeSpan s_longestGrace = TimeSpan.FromHours(1);

    /// <summary>Asks a run to make room and wait.</summary>
    /// <exception cref="RpcException">As <c>TrainingService.PauseRun</c> says.</exception>
    public async Task<RunRow> PauseAsync(PauseRunRequest request, CancellationToken cancellationToken)
    {
        var run = await ApplyAsync(
            request.Name,
            request.Etag,
            RunTrigger.Pause,
            run => run.State == RunState.Queued ? "Paused on request." : "Asked to pause.",
            cancellationToken);
        if (run.State == RunState.Pausing) workers.Pause(run.Id);
        return run;
    }

    /// <summary>Puts a paused run back into the queue.</summary>
    /// <exception cref="RpcException">As <c>TrainingService.ResumeRun</c> says.</exception>
    public Task<RunRow> ResumeAsync(ResumeRunRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (request.HasPriority) Priorities.Check(request.Priority, violations);
        violations.ThrowIfAny("The run cannot be resumed.");
        return ApplyAsync(
            request.Name,
            request.Etag,
            RunTrigger.Resume,
            _ => RunReasons.Waits,
            cancellationToken,
            (change, run) =>
            {
                // Whoever asks for it to go on does not want it to wait after a loss.
                if (run.NotBefore is not null) change.PlaceFreed();
                run.NotBefore = null;
                if (!request.HasPriority || run.Priority == request.Priority) return;
                run.Priority = request.Priority;
                // A run whose state does not change is changed all the same.
                if (run.State != RunState.Paused) change.RunChanged(run);
            });
    }

    /// <summary>Asks a run to stop.</summary>
    /// <exception cref="RpcException">As <c>TrainingService.CancelRun</c> says.</exception>
    public async Task<RunRow> CancelAsync(CancelRunRequest request, CancellationToken cancellationToken)
    {
        var grace = options.CancelGrace;
        if (request.Grace is { } asked)
        {
            // A duration that cannot be one (nanoseconds of the other sign) has no time span.
            var seconds = asked.Seconds + (asked.Nanos / 1e9);
            var violations = new Violations();
            if (!(seconds >= 0 && seconds <= s_longestGrace.TotalSeconds)) violations.Add("grace", "must be from 0 s to 1 h");
            violations.ThrowIfAny("The run cannot be cancelled so.");
            grace = TimeSpan.FromSeconds(seconds);
        }

        var run = await ApplyAsync(
            request.Name,
            request.Etag,
            RunTrigger.Cancel,
            run => run.State is RunState.Queued or RunState.Paused ? RunReasons.Cancelled : "Asked to stop.",
            cancellationToken);
        if (run.State == RunState.Cancelling) workers.Cancel(run.Id, grace);
        return run;
    }

    private async Task<RunRow> ApplyAsync(
        string name, string etag, RunTrigger trigger, Func<RunRow, string> reason, CancellationToken cancellationToken, Action<CatalogueChange, RunRow>? also = null)
    {
        if (!RunName.TryParse(name, out var id)) throw Faults.NoRun(name);
        var (run, changed) = await catalogue.ChangeAsync(
            async change =>
            {
                var row = await change.Rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw Faults.NoRun(name);
                Etags.Check(row, etag);
                if (RunLifecycle.Next(row.State, trigger) is null) throw Faults.WrongState(name, row.State, trigger);
                also?.Invoke(change, row);
                return (row, RunTransition.Apply(change, row, trigger, reason(row), time.GetUtcNow()));
            },
            cancellationToken);
        if (changed) LogMessages.RunSteered(logger, id, trigger, run.State);
        return run;
    }
}
