using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Archive;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Transfers;

namespace TrainRecorder.Service.Housekeeping;

/// <summary>Forgets what is old, every minute: request ids, changes that were told, parts of uploads, archives beyond what is to be kept.</summary>
internal sealed class HousekeepingLoop(
    RunCatalogue catalogue, Compaction compaction, IncomingFiles incoming, Retention retention, ServiceOptions options, TimeProvider time, ILogger<HousekeepingLoop> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    /// <summary>Does it once.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.KeepRequests;
        if (await catalogue.ReadAsync(rows => rows.Requests.AnyAsync(row => row.CreateTime < before, cancellationToken), cancellationToken))
            await catalogue.ChangeAsync(change => change.Rows.Requests.Where(row => row.CreateTime < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        await compaction.CompactAllAsync(cancellationToken);
        await retention.ApplyAsync(cancellationToken);
        incoming.Expire(options.KeepUploads);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TidyOrLogAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task TidyOrLogAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TidyAsync(stoppingToken);
        }
#pragma warning disable CA1031 // Whatever goes wrong once (the database is locked), the next minute tries again.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogMessages.HousekeepingFailed(logger, fault);
        }
    }
}
