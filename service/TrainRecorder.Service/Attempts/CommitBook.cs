using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Statistics;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Attempts;

/// <summary>Makes segments part of a recording.</summary>
internal sealed class CommitBook(RunCatalogue catalogue, DataFolder data, EpochCounter epochs, TimeProvider time, ILogger<CommitBook> logger)
{
    /// <summary>Commits a segment whose attempt was found to be live.</summary>
    /// <returns>The revision of the commit, and whether the segment was not committed before.</returns>
    /// <exception cref="Grpc.Core.RpcException">As <c>WorkerService.CommitEpochs</c> says.</exception>
    public async Task<(long Revision, bool IsNew)> CommitAsync(string runId, CommitEpochsRequest request, CancellationToken cancellationToken)
    {
        CommitRules.Check(request);
        var isRepeated = await catalogue.ReadAsync(rows => IsCommittedAsync(rows, runId, request, cancellationToken), cancellationToken);
        if (!isRepeated) await CommitRules.CheckFilesAsync(data.Run(runId), request, cancellationToken);

        var (revision, isNew, superseded) = await catalogue.ChangeAsync(
            async change =>
            {
                var attempt = await change.Rows.Attempts.SingleAsync(row => row.RunId == runId && row.Number == request.Attempt, cancellationToken);
                if (attempt.EndTime is not null) throw Faults.AttemptOver();
                // The same segment again: its answer was lost.
                if (await SameAsync(change.Rows, runId, request, cancellationToken) is { } same) return (same.Revision, false, (IReadOnlyList<string>)[]);

                var run = await change.Rows.Runs.SingleAsync(row => row.Id == runId, cancellationToken);
                if (RunLifecycle.IsTerminal(run.State)) throw Faults.AttemptOver();
                CommitRules.CheckOrder(run, request);
                var commit = Add(change, run, request);
                await change.Rows.SaveChangesAsync(cancellationToken);
                return (commit.Revision, true, await RunFiles.SupersededStatesAsync(change.Rows, runId, cancellationToken));
            },
            cancellationToken);

        if (isNew) epochs.Add(request.Metrics.Count);
        Remove(data.Run(runId), superseded);
        return (revision, isNew);
    }

    // What a run that is over has not committed is being swept: such a segment is refused before its file is looked for.
    private static async Task<bool> IsCommittedAsync(CatalogueContext rows, string runId, CommitEpochsRequest request, CancellationToken cancellationToken)
    {
        if (await SameAsync(rows, runId, request, cancellationToken) is not null) return true;

        var run = await rows.Runs.SingleAsync(run => run.Id == runId, cancellationToken);
        return RunLifecycle.IsTerminal(run.State) ? throw Faults.AttemptOver() : false;
    }

    private CommitRow Add(CatalogueChange change, RunRow run, CommitEpochsRequest request)
    {
        run.CommittedEpoch = request.LastEpoch;
        run.Metrics = request.Metrics[^1].ToByteArray();
        run.StateFile = request.StateFile;
        run.RecordingState = RecordingState.Live;
        run.RecordingBytes += request.Size;
        run.LostInARow = 0;
        change.EpochsCommitted(run, CommitEvents.Of(request.Metrics));
        var commit = new CommitRow
        {
            RunId = run.Id,
            FirstEpoch = request.FirstEpoch,
            LastEpoch = request.LastEpoch,
            Attempt = request.Attempt,
            File = request.File,
            Size = request.Size,
            Sha256 = request.Sha256,
            StateFile = request.StateFile,
            Revision = run.Revision,
        };
        change.Rows.Commits.Add(commit);
        if (request.EarlyEnd is { } end) RunTransition.Apply(change, run, end.Failed ? RunTrigger.Fail : RunTrigger.Complete, end.Reason, time.GetUtcNow());
        else if (request.LastEpoch == run.Epochs) RunTransition.Apply(change, run, RunTrigger.Complete, "", time.GetUtcNow());
        return commit;
    }

    // A state that stays behind costs room and nothing else: the next commit or attempt removes it.
    private void Remove(RunFolder folder, IReadOnlyList<string> states)
    {
        foreach (var state in states)
        {
            try
            {
                File.Delete(folder.File(state));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                LogMessages.FileNotRemoved(logger, fault);
            }
        }
    }

    private static Task<CommitRow?> SameAsync(CatalogueContext rows, string runId, CommitEpochsRequest request, CancellationToken cancellationToken) =>
        rows.Commits.FirstOrDefaultAsync(
            row => row.RunId == runId && row.FirstEpoch == request.FirstEpoch && row.LastEpoch == request.LastEpoch && row.Attempt == request.Attempt
                && row.File == request.File && row.Sha256 == request.Sha256 && row.Size == request.Size,
            cancellationToken);
}
