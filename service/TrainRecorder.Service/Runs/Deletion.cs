using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Runs;

/// <summary>Removes runs for good: first from the catalogue, then their files. What a kill leaves between the two, the next start removes.</summary>
internal sealed class Deletion(RunCatalogue catalogue, DataFolder data, LiveWorkers workers, ILogger<Deletion> logger)
{
    /// <summary>Removes a run.</summary>
    /// <returns>Bytes of the files that were removed.</returns>
    /// <exception cref="RpcException">As <c>TrainingService.DeleteRun</c> says.</exception>
    public async Task<long> DeleteAsync(DeleteRunRequest request, CancellationToken cancellationToken)
    {
        if (!RunName.TryParse(request.Name, out var id)) throw Faults.NoRun(request.Name);
        string? aside = null;
        await catalogue.ChangeAsync(
            async change =>
            {
                var run = await change.Rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw Faults.NoRun(request.Name);
                Etags.Check(run, request.Etag);
                if (!RunLifecycle.IsTerminal(run.State)) throw Faults.Of(StatusCode.FailedPrecondition, $"{request.Name} is {run.State}. Cancel it first.");
                if (run.RecordingState == RecordingState.Sealing) throw Faults.Busy($"The recording of {request.Name} is just being sealed. Try again in a moment.");
                if (workers.Any(id)) throw Faults.Busy($"The worker of {request.Name} is just ending. Try again in a moment.");

                await change.Rows.Events.Where(row => row.RunId == id).ExecuteDeleteAsync(cancellationToken);
                await change.Rows.Metrics.Where(row => row.RunId == id).ExecuteDeleteAsync(cancellationToken);
                await change.Rows.Commits.Where(row => row.RunId == id).ExecuteDeleteAsync(cancellationToken);
                await change.Rows.Attempts.Where(row => row.RunId == id).ExecuteDeleteAsync(cancellationToken);
                change.Rows.Runs.Remove(run);
                change.NextRevision();
                change.RunRemoved(id);
                // Before anybody restores it under the same name.
                change.OnceDurable(() => aside = Removal.SetAside(data.Run(id).Root, data.Runs, logger));
                return run;
            },
            cancellationToken);

        var freed = aside is null ? 0 : Removal.Folder(aside, logger);
        LogMessages.RunDeleted(logger, id, freed);
        return freed;
    }
}
