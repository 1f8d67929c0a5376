using Google.Protobuf;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Catalogue;

/// <summary>A change under way: its rows, and the revisions it is given.</summary>
internal sealed class CatalogueChange(CatalogueContext context, LedgerRow ledger)
{
    private readonly HashSet<string> _woken = [];
    private readonly List<Action> _afterwards = [];

    /// <summary>The tables.</summary>
    public CatalogueContext Rows { get; } = context;

    /// <summary>Whose listeners must look (<see cref="RunSignals"/>).</summary>
    public IReadOnlyCollection<string> Woken => _woken;

    /// <summary>What is to be done when the change is durable, before the next change begins.</summary>
    public IReadOnlyList<Action> Afterwards => _afterwards;

    /// <summary>
    /// Does something when the change is durable and before the next one begins: so that nobody else, who finds the catalogue changed,
    /// has done anything yet. Must be quick, and must not throw.
    /// </summary>
    public void OnceDurable(Action act) => _afterwards.Add(act);

    /// <summary>The next revision.</summary>
    public long NextRevision() => ++ledger.Revision;

    /// <summary>Gives a changed run a revision and tells its watchers. Call when the row is as it shall be.</summary>
    public void RunChanged(RunRow run)
    {
        run.StateRevision = run.Revision = NextRevision();
        if (run.CreateRevision == 0) run.CreateRevision = run.Revision;
        Rows.Events.Add(new EventRow { Revision = run.Revision, RunId = run.Id, Run = RunView.WithoutJob(run).ToByteArray() });
        _woken.Add(run.Id);
        _woken.Add(RunSignals.AnyRun);
    }

    /// <summary>Gives committed epochs their revisions, one for each event that tells of them, and wakes the run's watchers.</summary>
    /// <param name="run">The run, as it shall be after the commit; its revision is that of the last event.</param>
    /// <param name="events">The epochs, in order, as they are told.</param>
    public void EpochsCommitted(RunRow run, IEnumerable<EpochsCommitted> events)
    {
        foreach (var told in events)
        {
            run.Revision = NextRevision();
            Rows.Metrics.Add(new MetricsRow
            {
                RunId = run.Id,
                FirstEpoch = told.Epochs[0].Epoch,
                LastEpoch = told.Epochs[^1].Epoch,
                Revision = run.Revision,
                Epochs = told.ToByteArray(),
            });
            Rows.Events.Add(new EventRow { Revision = run.Revision, RunId = run.Id });
        }

        _woken.Add(run.Id);
    }

    /// <summary>Whoever watches a run must look: it is gone.</summary>
    public void RunRemoved(string runId)
    {
        _woken.Add(runId);
        _woken.Add(RunSignals.AnyRun);
    }

    /// <summary>A worker's place is free: whoever schedules must look.</summary>
    public void PlaceFreed() => _woken.Add(RunSignals.AnyRun);
}
