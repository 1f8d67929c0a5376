using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;

namespace TrainRecorder.Service.Housekeeping;

/// <summary>
/// Forgets changes that nobody is expected to watch again, so that the catalogue does not grow with every epoch for ever. The
/// metrics stay; the last change of a run stays too.
/// </summary>
internal sealed class Compaction(RunCatalogue catalogue, ServiceOptions options, TimeProvider time)
{
    /// <summary>Forgets the changes of a run before a revision; those from there on stay.</summary>
    public Task CompactAsync(string runId, long firstKept, CancellationToken cancellationToken) => catalogue.ChangeAsync(
        async change =>
        {
            if (await change.Rows.Runs.FirstOrDefaultAsync(row => row.Id == runId, cancellationToken) is not { } run) return 0;
            var end = Math.Min(firstKept, run.Revision);
            if (end - 1 <= run.CompactedRevision) return 0;
            run.CompactedRevision = end - 1;
            return await change.Rows.Events.Where(row => row.RunId == runId && row.Revision < end).ExecuteDeleteAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Forgets what is old enough or too much.</summary>
    public async Task CompactAllAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.KeepEvents;
        var old = await catalogue.ReadAsync(
            rows => rows.Runs.Where(run => run.EndTime != null && run.EndTime < before && run.CompactedRevision < run.Revision - 1)
                .Select(run => new { run.Id, run.Revision }).ToListAsync(cancellationToken),
            cancellationToken);
        foreach (var run in old) await CompactAsync(run.Id, run.Revision, cancellationToken);
        foreach (var (runId, firstKept) in await catalogue.ReadAsync(rows => LongAsync(rows, cancellationToken), cancellationToken)) await CompactAsync(runId, firstKept, cancellationToken);
    }

    private async Task<List<(string RunId, long FirstKept)>> LongAsync(CatalogueContext rows, CancellationToken cancellationToken)
    {
        var runs = await rows.Events.GroupBy(row => row.RunId).Where(group => group.Count() > options.MaxEvents).Select(group => group.Key).ToListAsync(cancellationToken);
        var found = new List<(string, long)>();
        foreach (var run in runs)
        {
            found.Add((run, await rows.Events.Where(row => row.RunId == run).OrderByDescending(row => row.Revision)
                .Skip(options.MaxEvents - 1).Select(row => row.Revision).FirstAsync(cancellationToken)));
        }

        return found;
    }
}
