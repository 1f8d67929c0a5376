using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Runs;

/// <summary>Shows runs to callers, those that wait with their place in the queue and what they wait for.</summary>
internal sealed class QueuePlaces(RunCatalogue catalogue, LiveProgress progress, ServiceOptions options, TimeProvider time)
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
        var waiting = rows.Where(row => row.State == RunState.Queued && row.Id.Length > 0).Select(row => row.Id).ToList();
        if (waiting.Count == 0) return shown;

        var (ahead, running) = await catalogue.ReadAsync(
            async tables => (
                await Ahead(tables.Runs, waiting).ToDictionaryAsync(place => place.Id, place => place.Ahead, cancellationToken),
                await tables.Attempts.CountAsync(attempt => attempt.EndTime == null, cancellationToken)),
            cancellationToken);
        foreach (var (run, row) in shown.Zip(rows))
        {
            // It may have been taken from the queue since the row was read.
            if (ahead.TryGetValue(row.Id, out var count)) run.Queue = new QueuePlace { Position = count + 1, Reason = Reason(row, count + 1, running) };
        }

        return shown;
    }

    // Counted along the index of the queue: the waiting runs themselves, which may be many, are not read.
    private static IQueryable<Place> Ahead(IQueryable<RunRow> runs, List<string> ids) =>
        from run in runs
        where ids.Contains(run.Id) && run.State == RunState.Queued
        select new Place(
            run.Id,
            runs.Count(other => other.State == RunState.Queued && (other.Priority > run.Priority || (other.Priority == run.Priority && other.CreateRevision < run.CreateRevision))));

    private string Reason(RunRow row, int position, int running)
    {
        if (row.NotBefore - time.GetUtcNow() is { } pause && pause > TimeSpan.Zero)
            return $"{row.LostInARow} attempts in a row were lost; the next begins in {Math.Ceiling(pause.TotalSeconds)} s at the earliest.";
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

    private sealed record Place(string Id, int Ahead);
}
