using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Capacity;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Statistics;

/// <summary>Counts what the service does and holds.</summary>
internal sealed class ServiceStatistics(RunCatalogue catalogue, LiveWorkers workers, Turnstiles turnstiles, EpochCounter epochs, DataFolder data, TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();

    /// <summary>Counts it.</summary>
    public async Task<GetStatisticsResponse> ReadAsync(CancellationToken cancellationToken)
    {
        var response = await catalogue.ReadAsync(rows => ReadAsync(rows, cancellationToken), cancellationToken);
        response.StartTime = _start.ToTimestamp();
        response.Workers = workers.All().Count;
        response.Watchers = turnstiles.Watchers.Taken;
        response.Uploads = turnstiles.Uploads.Taken;
        response.Downloads = turnstiles.Downloads.Taken;
        response.Readers = turnstiles.Readers.Taken;
        response.FreeDiskBytes = DiskSpace.Free(data.Root);
        response.MemoryBytes = Environment.WorkingSet;
        response.EpochsCommitted = epochs.Count;
        return response;
    }

    private static async Task<GetStatisticsResponse> ReadAsync(CatalogueContext rows, CancellationToken cancellationToken)
    {
        // One transaction, so that the numbers are of one moment.
        await using var moment = await rows.Database.BeginTransactionAsync(cancellationToken);
        var kept = await KeptBytes.ReadAsync(rows, cancellationToken);
        var response = new GetStatisticsResponse
        {
            Revision = await rows.Ledger.Select(row => row.Revision).SingleAsync(cancellationToken),
            Datasets = await rows.Datasets.CountAsync(cancellationToken),
            Archives = await rows.Archives.CountAsync(cancellationToken),
            RecordingBytes = kept.Recordings,
            DatasetBytes = kept.Datasets,
            ArchiveBytes = kept.Archives,
            ExpectedBytes = kept.Expected,
        };
        foreach (var group in await rows.Runs.GroupBy(run => run.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken))
            response.Runs[group.Key.ToString().ToUpperInvariant()] = group.Count;
        return response;
    }
}
