using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class WatchTests : ClientFixture
{
    private const int LastEpoch = 12;

    [Fact]
    public async Task Watch_RunThatSucceeds_PrintsALineForEachStateAndTheEpochsOfEachMoment()
    {
        Service.OnWatch = async (_, write, _) =>
        {
            await write(State(1, RunState.Queued));
            await write(State(2, RunState.Running));
            await write(Epochs(3, 0));
            await write(Epochs(4, 1, 2, 3));
            await write(Epochs(5, 4));
            await write(Epochs(6, 12));
            await write(State(7, RunState.Succeeded));
        };

        var outcome = await RunAsync("runs", "watch", "7");

        // The clock stands still, so of the epochs only the first and, with the end, the last are shown.
        Assert.Equal(
            """
            runs/7 queued
            runs/7 running
            epoch  0/12  loss 2.4  validation loss 2.5, accuracy 10.0 %
            epoch 12/12  loss 1.2  validation loss 1.3, accuracy 82.0 %
            runs/7 succeeded after 1:05
            """.ReplaceLineEndings("\n"),
            outcome.Output);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
    }

    [Fact]
    public async Task Watch_TimePasses_ShowsEpochsAFewTimesASecondWithTheTimeLeft()
    {
        var tick = new TickingTime(Time.GetUtcNow(), TimeSpan.FromMilliseconds(100));
        Service.OnWatch = async (_, write, _) =>
        {
            await write(State(1, RunState.Running));
            for (var epoch = 0; epoch <= LastEpoch; epoch++) await write(Epochs(epoch + 2, epoch));
            await write(State(20, RunState.Succeeded));
        };

        var lines = (await RunAsync(tick, ["runs", "watch", "7", "--server", Url])).Output.Split('\n');

        var shown = lines.Where(line => line.StartsWith("epoch", StringComparison.Ordinal)).ToArray();
        Assert.InRange(shown.Length, 3, LastEpoch);
        Assert.Contains("left", shown[1], StringComparison.Ordinal);
        Assert.StartsWith("epoch 12/12", shown[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunState.Failed, "runs/7 failed after 1:05: the label column holds text")]
    [InlineData(RunState.Cancelled, "runs/7 cancelled after 1:05: the label column holds text")]
    public async Task Watch_RunThatDoesNotSucceed_SaysWhyAndExitsWith1(RunState state, string line)
    {
        Service.OnWatch = async (_, write, _) =>
        {
            var change = State(1, state);
            change.Run.StateReason = "the label column\nholds text".Replace("\n", " ", StringComparison.Ordinal);
            await write(change);
        };

        Assert.Equal(new Outcome(1, line, ""), await RunAsync("runs", "watch", "7"));
    }

    [Fact]
    public async Task Watch_StreamsThatBreak_LosesAndDoublesNothing()
    {
        // Every stream breaks after one event, in each of the ways there are.
        Service.OnWatch = async (request, write, _) =>
        {
            var revision = Math.Max(1, request.StartRevision);
            await write(revision == 1 ? State(1, RunState.Running) : revision == 7 ? State(7, RunState.Succeeded) : Epochs(revision, (int)revision - 2));
            if (revision == 3) await write(new() { Revision = 3, Bookmark = new() });
            StatusCode[] ways = [StatusCode.Unavailable, StatusCode.ResourceExhausted, StatusCode.OK, StatusCode.Internal, StatusCode.Aborted, StatusCode.Unauthenticated];
            if (revision <= 6 && ways[revision - 1] != StatusCode.OK) throw FakeService.Failure(ways[revision - 1], "broken");
        };

        var outcome = await RunAsync(new ImpatientTime(), ["runs", "watch", "7", "--json", "--server", Url]);

        Assert.Equal(0, outcome.Code);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], outcome.Output.Split('\n').Select(line => JsonParser.Default.Parse<WatchRunResponse>(line).Revision));
        Assert.Equal([0, 2, 3, 4, 5, 6, 7], Service.Watches.Select(request => request.StartRevision));
    }

    [Fact]
    public async Task Watch_TokenRefusedForGood_GivesUp()
    {
        Service.OnWatch = async (request, write, _) =>
        {
            if (request.StartRevision > 0) throw FakeService.Failure(StatusCode.Unauthenticated, "unknown token");
            await write(State(1, RunState.Running));
        };

        var outcome = await RunAsync(new ImpatientTime(), ["runs", "watch", "7", "--server", Url]);

        Assert.Equal(3, outcome.Code);
        Assert.EndsWith("refuses us: unknown token", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_RevisionNoLongerKept_ShowsTheRunAsItIsNow()
    {
        Service.OnWatch = async (request, write, _) =>
        {
            if (request.StartRevision == 2) throw FakeService.Failure(StatusCode.OutOfRange, "the earliest is 90");
            await write(State(1, RunState.Running));
            if (Service.Watches.Count == 1) throw FakeService.Failure(StatusCode.Unavailable, "broken");
            await write(State(99, RunState.Succeeded));
        };

        var outcome = await RunAsync(new ImpatientTime(), ["runs", "watch", "7", "--server", Url]);

        Assert.Equal(0, outcome.Code);
        Assert.Contains("no longer has the changes from revision 2 on", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_UnknownRun_SaysSo()
    {
        Assert.Equal(new Outcome(1, "", "no such run"), await RunAsync("runs", "watch", "7"));
    }

    [Fact]
    public async Task SubmitAndWatch_StartsAtTheRevisionOfTheSubmission()
    {
        Service.OnWatch = (_, write, _) => write(State(41, RunState.Succeeded));
        var job = Write("job.json", """{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 2] } }""");

        var outcome = await RunAsync("submit", job, "--watch");

        Assert.Equal(0, outcome.Code);
        Assert.Equal(40, Assert.Single(Service.Watches).StartRevision);
        Assert.EndsWith("runs/7 succeeded after 1:05", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Interrupted_LeavesTheRunAndSaysSo()
    {
        using var interrupt = new CancellationTokenSource();
        Service.OnWatch = async (_, write, cancelled) =>
        {
            await write(State(1, RunState.Running));
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var outcome = await RunAsync(Time, ["runs", "watch", "7", "--server", Url], interrupt.Token);

        Assert.Equal(130, outcome.Code);
        Assert.StartsWith("runs/7 goes on; look again with \"trainrecorder runs watch 7\"", outcome.Error, StringComparison.Ordinal);
    }

    private static WatchRunResponse State(long revision, RunState state)
    {
        var run = new Run { Name = "runs/7", State = state, Job = new() { Training = new() { Epochs = LastEpoch } }, StartTime = new Timestamp { Seconds = 100 } };
        if (state >= RunState.Succeeded) run.EndTime = new Timestamp { Seconds = 165 };
        return new() { Revision = revision, Run = run };
    }

    private static WatchRunResponse Epochs(long revision, params int[] epochs) => new()
    {
        Revision = revision,
        EpochsCommitted = new()
        {
            Epochs =
            {
                epochs.Select(epoch => new EpochMetrics
                {
                    Epoch = epoch,
                    ElapsedSeconds = epoch * 5,
                    Train = { ["loss"] = 2.4 - (0.1 * epoch) },
                    Validation = { ["loss"] = 2.5 - (0.1 * epoch), ["accuracy"] = 0.1 + (0.06 * epoch) },
                }),
            },
        },
    };
}
