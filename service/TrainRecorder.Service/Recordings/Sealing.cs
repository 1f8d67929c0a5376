using Microsoft.EntityFrameworkCore;
using TrainRecorder.Recording;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Recordings;

/// <summary>Turns the segments of a run that is over into one final file.</summary>
internal sealed class Sealing(RunCatalogue catalogue, DataFolder data, IRecordingFiles recordings, ILogger<Sealing> logger)
{
    /// <summary>The runs whose recording is to be sealed, or whose segments are to be removed, oldest first.</summary>
    public Task<List<string>> PendingAsync(CancellationToken cancellationToken)
    {
        // A parameter: as `not Tidied` it would find no index, and each change of any run would have all of them read.
        var tidied = false;
        return catalogue.ReadAsync(
            rows => rows.Runs
                .Where(run => run.Tidied == tidied && (run.State == RunState.Succeeded || run.State == RunState.Failed || run.State == RunState.Cancelled) && run.CommittedEpoch != null)
                .OrderBy(run => run.CreateRevision).Select(run => run.Id).ToListAsync(cancellationToken),
            cancellationToken);
    }

    /// <summary>Seals a run's recording and removes its segments; a fault is kept with the run, whose recording stays as it is.</summary>
    /// <returns>False if it is to be tried again.</returns>
    public async Task<bool> SealAsync(string id, CancellationToken cancellationToken)
    {
        var segments = await BeginAsync(id, cancellationToken);
        if (segments is not null)
        {
            try
            {
                var sealedFile = await recordings.SealAsync(segments.ConvertAll(data.Run(id).File), data.Run(id).Sealed, cancellationToken);
                await FinishAsync(id, sealedFile);
            }
            catch (Exception fault) when (fault is RecordingException or IOException or UnauthorizedAccessException or OperationCanceledException)
            {
                var reason = fault is OperationCanceledException ? "" : $"The recording could not be sealed and will be tried again: {fault.Message}";
                if (reason.Length > 0) LogMessages.SealFailed(logger, id, fault.Message);
                await UpdateAsync(id, run => (run.RecordingState, run.SealFault) = (RecordingState.Live, reason));
                return false;
            }
        }

        return await TidyAsync(id);
    }

    // The segments to seal, or null if they are sealed already.
    private Task<List<string>?> BeginAsync(string id, CancellationToken cancellationToken) => catalogue.ChangeAsync(
        async change =>
        {
            // It may have been deleted since it was found to be pending.
            if (await change.Rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { RecordingState: not RecordingState.Sealed } run) return null;
            if (run.RecordingState != RecordingState.Sealing)
            {
                run.RecordingState = RecordingState.Sealing;
                change.RunChanged(run);
            }

            return await change.Rows.Commits.Where(row => row.RunId == id).OrderBy(row => row.FirstEpoch).Select(row => row.File).ToListAsync(cancellationToken);
        },
        cancellationToken);

    private async Task FinishAsync(string id, SealedFile file)
    {
        await UpdateAsync(id, run =>
        {
            (run.RecordingState, run.SealFault) = (RecordingState.Sealed, "");
            (run.RecordingBytes, run.RecordingSha256) = (file.Size, file.Sha256);
        });
        LogMessages.Sealed(logger, id, file.Epochs.First, file.Epochs.Last, file.Size);
    }

    // Only after the sealed file is in the catalogue: until then the segments are the recording.
    private async Task<bool> TidyAsync(string id)
    {
        try
        {
            data.Run(id).Sweep(new HashSet<string>());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogMessages.FileNotRemoved(logger, fault);
            return false;
        }

        await catalogue.ChangeAsync(
            change => change.Rows.Runs.Where(run => run.Id == id).ExecuteUpdateAsync(update => update.SetProperty(run => run.Tidied, true)), CancellationToken.None);
        return true;
    }

    private Task<bool> UpdateAsync(string id, Action<RunRow> update) => catalogue.ChangeAsync(
        async change =>
        {
            var run = await change.Rows.Runs.SingleAsync(row => row.Id == id);
            update(run);
            change.RunChanged(run);
            return true;
        },
        CancellationToken.None);
}
