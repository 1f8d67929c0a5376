using static TrainRecorder.V1.RunState;
using RunState = TrainRecorder.V1.RunState;

namespace TrainRecorder.Service.Runs;

/// <summary>The states of a run and what leads from one to another: the only place that knows.</summary>
internal static class RunLifecycle
{
    /// <summary>The state after a trigger; the same state if the trigger changes nothing; null if it cannot happen.</summary>
    public static RunState? Next(RunState state, RunTrigger trigger) => (state, trigger) switch
    {
        (Queued, RunTrigger.Launch) => Starting,
        (Starting or Running, RunTrigger.Open) => Running,
        (Pausing or Cancelling, RunTrigger.Open) => state,

        // Every epoch may already be there when a run is taken from the queue: its worker was lost after the last commit.
        (Queued or Running or Pausing or Cancelling, RunTrigger.Complete) => Succeeded,
        (Starting or Running or Pausing or Cancelling, RunTrigger.Fail) => Failed,

        (Starting or Running, RunTrigger.Yield or RunTrigger.Lose) => Queued,
        (Pausing, RunTrigger.Yield or RunTrigger.Lose) => Paused,
        (Starting or Running or Pausing, RunTrigger.GiveUp) => Failed,
        (Cancelling, RunTrigger.Yield or RunTrigger.Lose or RunTrigger.GiveUp or RunTrigger.Kill) => Cancelled,

        (Queued, RunTrigger.Pause) => Paused,
        (Starting or Running, RunTrigger.Pause) => Pausing,
        (Pausing or Paused, RunTrigger.Pause) => state,
        (Paused, RunTrigger.Resume) => Queued,
        (Queued or Starting or Running, RunTrigger.Resume) => state,

        (Queued or Paused, RunTrigger.Cancel) => Cancelled,
        (Starting or Running or Pausing or Cancelling, RunTrigger.Cancel) => Cancelling,

        // A terminal state never changes; asking for a stop, or the end of a worker that had nothing more to do, is no fault.
        (Succeeded or Failed or Cancelled, RunTrigger.Cancel or RunTrigger.Yield or RunTrigger.Lose or RunTrigger.GiveUp) => state,
        _ => null,
    };

    /// <summary>The states of a run that is not over.</summary>
    public static IReadOnlyList<RunState> Live { get; } = [Queued, Starting, Running, Pausing, Paused, Cancelling];

    /// <summary>The run is over.</summary>
    public static bool IsTerminal(RunState state) => state is Succeeded or Failed or Cancelled;
}
