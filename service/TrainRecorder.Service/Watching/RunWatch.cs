using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Watching;

/// <summary>Tells one caller of the changes of one run.</summary>
/// <remarks>
/// The catalogue is the only source: a signal says that there is something to read, and what is read is every event between
/// the last one told and the revision that was current before the read. So live and catch-up are the same thing, and nothing
/// is lost, doubled or out of order between them. At most one batch of events is in memory for a caller: so many, and of so many bytes.
/// </remarks>
internal sealed class RunWatch(RunCatalogue catalogue, RunSignals signals, LiveProgress progress, QueuePlaces places, ServiceOptions options, TimeProvider time)
{
    private const int Batch = 64;
    private const int BatchBytes = 1 << 20;

    /// <summary>Tells until the run is terminal and that was told.</summary>
    /// <param name="id">The run.</param>
    /// <param name="start">The first revision wanted; 0: the run as it is, then what changes.</param>
    /// <param name="tell">Takes one message; waits while the caller is busy.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RpcException">As <c>TrainingService.WatchRun</c> says.</exception>
    public async Task TellAsync(string id, long start, Func<WatchRunResponse, Task> tell, CancellationToken cancellationToken)
    {
        // Before the first read, so that no change between the two goes unnoticed.
        using var changed = signals.Subscribe(id);
        var (run, current) = await ReadRunAsync(id, cancellationToken);
        CheckStart(run, start, current);
        var job = Job.Parser.ParseFrom(run.Job);

        // Before the first message too: what a worker says while that is told differs from this, and so is told next.
        var lastFraction = progress.Fraction(run);
        var told = start - 1;
        if (start == 0)
        {
            await tell(new WatchRunResponse { Revision = run.Revision, Run = await places.ShowAsync(run, cancellationToken) });
            if (RunLifecycle.IsTerminal(run.State)) return;
            told = run.Revision;
        }

        var lastBookmark = time.GetTimestamp();
        while (true)
        {
            while (await ReadEventsAsync(id, told, current, cancellationToken) is { Count: > 0 } events)
            {
                foreach (var (change, metrics) in events)
                {
                    var message = ToMessage(change, metrics, job);
                    await tell(message);
                    told = change.Revision;
                    if (message.Run is { } state && RunLifecycle.IsTerminal(state.State)) return;
                }
            }

            // The caller asked for what comes after the terminal event: nothing does.
            if (RunLifecycle.IsTerminal(run.State)) return;
            told = Math.Max(told, current);

            if (progress.Fraction(run) is var fraction && fraction != lastFraction)
            {
                lastFraction = fraction;
                var report = RunView.Progress(run);
                report.EpochFraction = fraction;
                await tell(new WatchRunResponse { Revision = told, Progress = report });
            }

            if (time.GetElapsedTime(lastBookmark) >= options.BookmarkInterval)
            {
                lastBookmark = time.GetTimestamp();
                await tell(new WatchRunResponse { Revision = told, Bookmark = new Bookmark() });
            }

            await changed.WaitAsync(options.BookmarkInterval - time.GetElapsedTime(lastBookmark), time, cancellationToken);
            (run, current) = await ReadRunAsync(id, cancellationToken);
        }
    }

    private static void CheckStart(RunRow run, long start, long current)
    {
        var violations = new Violations();
        if (start < 0 || start > current + 1) violations.Add("start_revision", $"must be from 0 to {current + 1}, the revision after the last one");
        violations.ThrowIfAny("The run cannot be watched.");
        if (start > 0 && start <= run.CompactedRevision) throw Faults.Compacted(run.CompactedRevision + 1);
    }

    // First the run, then the revision: what the row says happened at or before the revision.
    private Task<(RunRow Run, long Current)> ReadRunAsync(string id, CancellationToken cancellationToken) => catalogue.ReadAsync(
        async rows =>
        {
            var run = await rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw Faults.NoRun(RunName.Of(id));
            return (run, await rows.Ledger.Select(row => row.Revision).SingleAsync(cancellationToken));
        },
        cancellationToken);

    private Task<List<(EventRow Change, MetricsRow? Metrics)>> ReadEventsAsync(string id, long after, long upTo, CancellationToken cancellationToken) => catalogue.ReadAsync(
        async rows =>
        {
            var due = (from change in rows.Events
                       where change.RunId == id && change.Revision > after && change.Revision <= upTo
                       join metrics in rows.Metrics on change.Revision equals metrics.Revision into committed
                       from metrics in committed.DefaultIfEmpty()
                       orderby change.Revision
                       select new { change, metrics }).Take(Batch);
            var found = new List<(EventRow Change, MetricsRow? Metrics)>();
            var bytes = 0;
            await foreach (var pair in due.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                found.Add((pair.change, pair.metrics));
                bytes += (pair.change.Run?.Length ?? 0) + (pair.metrics?.Epochs.Length ?? 0);
                if (bytes >= BatchBytes) break;
            }

            // Looked at after the events: had some of those that are due gone before they were read, this says so.
            var compacted = await rows.Runs.Where(run => run.Id == id).Select(run => (long?)run.CompactedRevision).FirstOrDefaultAsync(cancellationToken) ?? throw Faults.NoRun(RunName.Of(id));
            if (after < compacted) throw Faults.Compacted(compacted + 1);
            return found;
        },
        cancellationToken);

    private static WatchRunResponse ToMessage(EventRow change, MetricsRow? metrics, Job job)
    {
        if (metrics is not null) return new WatchRunResponse { Revision = change.Revision, EpochsCommitted = EpochsCommitted.Parser.ParseFrom(metrics.Epochs) };
        var run = Run.Parser.ParseFrom(change.Run);
        run.Job = job;
        return new WatchRunResponse { Revision = change.Revision, Run = run };
    }
}
