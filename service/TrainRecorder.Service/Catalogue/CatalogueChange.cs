using Google.Protobuf;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Watching;

namespace TrainRecorder.Service.Catalogue;

/// <summary>A change under way: its rows, and the revisions it is given.</summary>
internal sealed class CatalogueChange(CatalogueContext context, LedgerRow ledger)
{
    private readonly HashSet<string> _woken = [];

    /// <summary>The tables.</summary>
    public CatalogueContext Rows { get; } = context;

    /// <summary>Whose listeners must look (<see cref="RunSignals"/>).</summary>
    public IReadOnlyCollection<string> Woken => _woken;

    /// <summary>The next revision.</summary>
    public long NextRevision() => ++ledger.Revision;

    /// <summary>Gives a changed run a revision and tells its watchers. Call when the row is as it shall be.</summary>
    public void RunChanged(RunRow run)
    {
        run.Revision = NextRevision();
        if (run.CreateRevision == 0) run.CreateRevision = run.Revision;
        Rows.Events.Add(new EventRow { Revision = run.Revision, RunId = run.Id, Run = RunView.WithoutJob(run).ToByteArray() });
        _woken.Add(run.Id);
        _woken.Add(RunSignals.AnyRun);
    }

    /// <summary>Gives a commit a revision and tells the run's watchers.</summary>
    /// <param name="run">The run, as it shall be after the commit.</param>
    /// <param name="commit">Makes the row for a revision.</param>
    public CommitRow Committed(RunRow run, Func<long, CommitRow> commit)
    {
        run.Revision = NextRevision();
        var row = commit(run.Revision);
        Rows.Commits.Add(row);
        Rows.Events.Add(new EventRow { Revision = row.Revision, RunId = run.Id });
        _woken.Add(run.Id);
        return row;
    }

    /// <summary>A worker's place is free: whoever schedules must look.</summary>
    public void PlaceFreed() => _woken.Add(RunSignals.AnyRun);
}
