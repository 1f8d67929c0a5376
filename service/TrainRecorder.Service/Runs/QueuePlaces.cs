using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Runs;

/// <summary>Shows runs to callers, those that wait with their place in the queue and what they wait for.</summary>
internal sealed class QueuePlaces(RunCatalogue catalogue, LiveProgress progress, ServiceOptions options)
{
    /// <summary>The order in which runs are taken from the queue.</summary>
    public static IOrderedQueryable<RunRow> InOrder(IQueryable<RunRow> runs) =>
        runs.Where(run => run.State == RunState.Queued).OrderByDescending(run => run.Priority).ThenBy(run => run.CreateRevision);

    /// <summary>One run.</summary>
    public async Task<Run> ShowAsync(RunRow row, CancellationToken cancellationToken) => (await ShowAsync([row], cancellationToken))[0];

    /// <summary>Some runs.</summary>
    public async Task<IReadOnlyList<Run>> ShowAsync(IReadOnlyList<RunRow> rows, CancellationToken cancellationToken)
    {
        var shown = rows.Select(progress.Show).ToList();
        if (rows.All(row => row.State != RunState.Queued || row.Id.Length == 0)) return shown;

        var (queue, running) = await catalogue.ReadAsync(
            async tables => (
                await InOrder(tables.Runs).Select(run => run.Id).ToListAsync(cancellationToken),
                await tables.Attempts.CountAsync(attempt => attempt.EndTime == null, cancellationToken)),
            cancellationToken);
        var positions = queue.Index().ToDictionary(place => place.Item, place => place.Index + 1);
        foreach (var (run, row) in shown.Zip(rows))
        {
            // It may have been taken from the queue since the row was read.
            if (row.State == RunState.Queued && positions.TryGetValue(row.Id, out var position)) run.Queue = new QueuePlace { Position = position, Reason = Reason(position, running) };
        }

        return shown;
    }

    private string Reason(int position, int running)
    {
        var workers = options.MaxRunning == 1 ? "the only worker is busy" : $"all {options.MaxRunning} workers are busy";
        var free = options.MaxRunning - running;
        return (position - 1, free) switch
        {
            (0, > 0) => "It starts now.",
            (var ahead, > 0) => $"{Runs(ahead)} ahead of it; {free} of {options.MaxRunning} workers are free.",
            (0, _) => $"It is next; {workers}.",
            (var ahead, _) => $"{Runs(ahead)} ahead of it, and {workers}.",
        };
    }

    private static string Runs(int count) => count == 1 ? "1 run is" : $"{count} runs are";
}
