using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Runs;

/// <summary>Moves a run of the catalogue from one state to the next.</summary>
internal static class RunTransition
{
    /// <summary>Applies a trigger.</summary>
    /// <param name="change">The change it is part of.</param>
    /// <param name="run">The run.</param>
    /// <param name="trigger">What happened.</param>
    /// <param name="reason">Why the run is in its new state, for people; empty where the state says it all.</param>
    /// <param name="now">The time.</param>
    /// <returns>True if the state changed.</returns>
    /// <exception cref="InvalidOperationException">The trigger cannot happen in the run's state.</exception>
    public static bool Apply(CatalogueChange change, RunRow run, RunTrigger trigger, string reason, DateTimeOffset now)
    {
        var next = RunLifecycle.Next(run.State, trigger)
            ?? throw new InvalidOperationException($"{trigger} cannot happen to run {run.Id}, which is {run.State}.");
        if (next == run.State) return false;

        run.State = next;
        run.StateReason = reason;
        if (next == RunState.Running) run.StartTime ??= now;
        if (RunLifecycle.IsTerminal(next)) run.EndTime = now;
        change.RunChanged(run);
        return true;
    }
}
