using CsCheck;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;
using static TrainRecorder.V1.RunState;

namespace TrainRecorder.Service.Tests.Runs;

public sealed class RunLifecycleTests
{
    // DESIGN section 4, written down a second time as who may become what; the program has it as what leads where.
    private static readonly Dictionary<RunState, RunState[]> s_model = new()
    {
        [Queued] = [Starting, Cancelled, Succeeded, Paused],
        [Starting] = [Running, Queued, Cancelling, Failed, Pausing],
        [Running] = [Queued, Cancelling, Succeeded, Failed, Pausing],
        [Pausing] = [Paused, Cancelling, Succeeded, Failed],
        [Paused] = [Queued, Cancelled],
        [Cancelling] = [Cancelled, Succeeded, Failed],
        [Succeeded] = [],
        [Failed] = [],
        [Cancelled] = [],
    };

    private static readonly Gen<RunTrigger> s_trigger = Gen.Enum<RunTrigger>();

    [Fact]
    public void Next_AlongAnyWay_StaysInTheModel() => s_trigger.List[0, 60].Sample(triggers =>
    {
        var state = Queued;
        foreach (var trigger in triggers)
        {
            var next = RunLifecycle.Next(state, trigger);
            if (next is null || next == state) continue;
            Assert.Contains(next.Value, s_model[state]);
            state = next.Value;
        }
    });

    [Fact]
    public void Next_ByAllTriggers_ReachesEveryNeighbourOfTheModel() => Assert.All(s_model, entry =>
    {
        var reached = Enum.GetValues<RunTrigger>().Select(trigger => RunLifecycle.Next(entry.Key, trigger)).Where(next => next is not null && next != entry.Key);
        Assert.Equal(entry.Value.Order(), reached.Select(next => next!.Value).Distinct().Order());
    });

    [Fact]
    public void Next_FromALiveState_CanAlwaysBeCancelledAndThenEnds() => s_trigger.List[0, 60].Sample(triggers =>
    {
        var state = triggers.Aggregate(Queued, (state, trigger) => RunLifecycle.Next(state, trigger) ?? state);
        state = RunLifecycle.Next(state, RunTrigger.Cancel)!.Value;
        if (!RunLifecycle.IsTerminal(state)) state = RunLifecycle.Next(state, RunTrigger.Kill)!.Value;
        Assert.True(RunLifecycle.IsTerminal(state));
    });

    [Fact]
    public void IsTerminal_OfEveryState_AgreesWithTheModel() =>
        Assert.All(s_model, entry => Assert.Equal(entry.Value.Length == 0, RunLifecycle.IsTerminal(entry.Key)));
}
