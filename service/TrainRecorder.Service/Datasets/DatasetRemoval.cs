using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Runs;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Removes datasets for good, unless a run still needs them.</summary>
internal sealed class DatasetRemoval(RunCatalogue catalogue, DataFolder data, ILogger<DatasetRemoval> logger)
{
    private const int Named = 5;

    /// <summary>Removes a dataset.</summary>
    /// <returns>Bytes of its file.</returns>
    /// <exception cref="RpcException">As <c>DatasetService.DeleteDataset</c> says.</exception>
    public async Task<long> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (!DatasetName.TryParse(name, out var sha256)) throw Faults.NotFound("dataset", name);
        string? aside = null;
        await catalogue.ChangeAsync(
            async change =>
            {
                var row = await change.Rows.Datasets.FirstOrDefaultAsync(row => row.Sha256 == sha256, cancellationToken) ?? throw Faults.NotFound("dataset", name);
                if (await NeedingAsync(change.Rows, sha256, cancellationToken) is { Count: > 0 } runs)
                {
                    var more = runs.Count > Named ? $" and {runs.Count - Named} more" : "";
                    throw Faults.Of(StatusCode.FailedPrecondition, $"{string.Join(", ", runs.Take(Named).Select(RunName.Of))}{more} still need it. Wait for them or cancel them.");
                }

                change.NextRevision();
                change.Rows.Datasets.Remove(row);
                // Before anybody sends the same bytes again.
                change.OnceDurable(() => aside = Removal.SetAside(data.Dataset(sha256), data.Incoming, logger));
                return row;
            },
            cancellationToken);

        var freed = aside is null ? 0 : Removal.File(aside, logger);
        LogMessages.DatasetDeleted(logger, sha256, freed);
        return freed;
    }

    // Jobs are looked through one at a time: there are as many as runs may wait, and each may be large.
    private static async Task<List<string>> NeedingAsync(CatalogueContext rows, string sha256, CancellationToken cancellationToken)
    {
        var needing = new List<string>();
        var live = rows.Runs.Where(run => RunLifecycle.Live.Contains(run.State))
            .OrderBy(run => run.CreateRevision).Select(run => new { run.Id, run.Job });
        await foreach (var run in live.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (JobDatasets.Of(Job.Parser.ParseFrom(run.Job)).Any(dataset => dataset.Name == DatasetName.Of(sha256))) needing.Add(run.Id);
        }

        return needing;
    }
}
