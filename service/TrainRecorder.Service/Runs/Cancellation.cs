using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Runs;

/// <summary>Asks runs to stop.</summary>
internal sealed class Cancellation(RunCatalogue catalogue, LiveWorkers workers, TimeProvider time, ILogger<Cancellation> logger)
{
    /// <summary>Asks a run to stop.</summary>
    /// <returns>The run as it is then; null if there is none.</returns>
    public async Task<RunRow?> CancelAsync(string id, CancellationToken cancellationToken)
    {
        var (run, changed) = await catalogue.ChangeAsync(
            async change =>
            {
                if (await change.Rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row) return (null, false);
                var reason = row.State == RunState.Queued ? "Cancelled on request." : "Asked to stop.";
                return ((RunRow?)row, RunTransition.Apply(change, row, RunTrigger.Cancel, reason, time.GetUtcNow()));
            },
            cancellationToken);
        if (run is { State: RunState.Cancelling }) workers.Cancel(id);
        if (run is not null && changed) LogMessages.RunCancelled(logger, id, run.State);
        return run;
    }
}
