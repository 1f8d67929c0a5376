using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Watching;

public sealed class RunWatchTests
{
    private static AsyncServerStreamingCall<WatchRunResponse> Watch(TestService service, string name, long start = 0) =>
        service.Training.WatchRun(new WatchRunRequest { Name = name, StartRevision = start });

    private static async Task<WatchRunResponse> NextAsync(AsyncServerStreamingCall<WatchRunResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).Soon());
        return call.ResponseStream.Current;
    }

    private static async Task<List<WatchRunResponse>> ToEndAsync(AsyncServerStreamingCall<WatchRunResponse> call)
    {
        var all = new List<WatchRunResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None).Soon()) all.Add(call.ResponseStream.Current);
        return all;
    }

    private static IEnumerable<WatchRunResponse> Durable(IEnumerable<WatchRunResponse> messages) => messages.Where(message => message.Progress is null && message.Bookmark is null);

    [Fact]
    public async Task Watch_FromZero_TellsTheRunAsItIsThenEveryChangeToTheEnd()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 3);
        using var worker = await service.OpenNextAsync();
        using var call = Watch(service, run.Name);
        var first = await NextAsync(call);
        Assert.Equal((RunState.Running, 3), (first.Run.State, first.Run.Job.Training.Epochs));

        await worker.CommitAsync(0, 1);
        await worker.CommitAsync(2, 3);
        var rest = Durable(await ToEndAsync(call)).ToList();

        Assert.Equal([0, 1], rest[0].EpochsCommitted.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal([2, 3], rest[1].EpochsCommitted.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal((RunState.Succeeded, 3), (rest[2].Run.State, rest[2].Run.Progress.Epoch));
        Assert.Equal(3, rest.Count);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Watch_OfARunThatIsOver_TellsItAndEnds()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        using var call = Watch(service, run.Name);

        var message = Assert.Single(await ToEndAsync(call));

        Assert.Equal(run, message.Run);
        Assert.Equal(run.Revision, message.Revision);
    }

    [Fact]
    public async Task Watch_ResumedAfterEveryMessage_LosesAndDoublesNothing()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 20);
        using var worker = await service.OpenNextAsync();
        var working = Task.Run(async () =>
        {
            for (var epoch = 0; epoch <= 20; epoch++)
            {
                await worker.BeatAsync(epoch, 0.5);
                await worker.CommitAsync(epoch, epoch);
            }
        });

        var revisions = new List<long>();
        var epochs = new List<int>();
        var state = RunState.Unspecified;
        for (var start = 1L; state != RunState.Succeeded; start = revisions[^1] + 1)
        {
            using var call = Watch(service, run.Name, start);
            WatchRunResponse message;
            do message = await NextAsync(call);
            while (message.Progress is not null || message.Bookmark is not null);
            revisions.Add(message.Revision);
            if (message.EpochsCommitted is { } committed) epochs.AddRange(committed.Epochs.Select(epoch => epoch.Epoch));
            if (message.Run is { } changed) state = changed.State;
        }

        await working.Soon();
        Assert.Equal(Enumerable.Range(0, 21), epochs);
        Assert.Equal(revisions.Order().Distinct(), revisions);
        using var whole = Watch(service, run.Name, 1);
        Assert.Equal(Durable(await ToEndAsync(whole)).Select(message => message.Revision), revisions);
    }

    [Fact]
    public async Task Watch_AcrossARestart_GoesOnWhereItStopped()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 3);
        using var worker = await service.OpenNextAsync();
        using var call = Watch(service, run.Name);
        var before = await NextAsync(call);
        await worker.CommitAsync(0, 1);
        var last = Durable([await NextAsync(call)]).Single().Revision;

        var end = ToEndAsync(call).IsRefusedAsync(StatusCode.Unavailable);
        await using var next = await service.RestartAsync();

        await end;
        Assert.True(last > before.Revision);
        using var second = await next.OpenNextAsync();
        await second.CommitAsync(2, 3);
        using var resumed = Watch(next, run.Name, last + 1);
        var rest = Durable(await ToEndAsync(resumed)).ToList();
        Assert.Equal([2, 3], Assert.Single(rest, message => message.EpochsCommitted is not null).EpochsCommitted.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(RunState.Succeeded, rest[^1].Run.State);
    }

    [Fact]
    public async Task Watch_WhileNothingHappens_BringsBookmarksToResumeAfter()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        using var call = Watch(service, run.Name);
        await NextAsync(call);

        for (var i = 0; i < 3; i++)
        {
            await service.Time.WaitingAsync(TimeSpan.FromSeconds(5));
            service.Time.Advance(TimeSpan.FromSeconds(5));
            WatchRunResponse message;
            do message = await NextAsync(call);
            while (message.Bookmark is null);
            Assert.Equal((await service.GetAsync(run.Name)).Revision, message.Revision);
        }
    }

    [Fact]
    public async Task Watch_OfHeartbeats_TellsProgressWithinTheEpoch()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 0);
        using var call = Watch(service, run.Name);
        await NextAsync(call);

        await worker.BeatAsync(epoch: 1, fraction: 0.25);

        var progress = (await NextAsync(call)).Progress;
        Assert.Equal((0, 3, 0.25), (progress.Epoch, progress.Epochs, progress.EpochFraction));
        Assert.Equal(0.25, (await service.GetAsync(run.Name)).Progress.EpochFraction);
    }

    [Fact]
    public async Task Watch_OfAHeartbeatDuringTheFirstMessage_TellsItNext()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 0);
        using var enough = new CancellationTokenSource();
        var told = new List<WatchRunResponse>();

        var watching = service.Part<RunWatch>().TellAsync(
            run.Name["runs/".Length..],
            start: 0,
            async message =>
            {
                told.Add(message);
                if (told.Count == 1) await worker.BeatAsync(epoch: 1, fraction: 0.25);
                else await enough.CancelAsync();
            },
            enough.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching.Soon());
        Assert.Equal(0.25, told[^1].Progress?.EpochFraction);
    }

    [Fact]
    public async Task Watch_FromAnImpossibleRevision_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();

        await ToEndAsync(Watch(service, run.Name, -1)).IsRefusedAsync(StatusCode.InvalidArgument);
        await ToEndAsync(Watch(service, run.Name, 1000)).IsRefusedAsync(StatusCode.InvalidArgument);
        await ToEndAsync(Watch(service, "runs/000000000000")).IsRefusedAsync(StatusCode.NotFound);
        await ToEndAsync(Watch(service, "x")).IsRefusedAsync(StatusCode.NotFound);
    }

    [Fact]
    public async Task Watch_FromBeforeWhatIsKept_IsOutOfRangeAndNamesTheEarliest()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        await service.Catalogue.ChangeAsync(change => change.Rows.Runs.ExecuteUpdateAsync(update => update.SetProperty(row => row.CompactedRevision, 3)), CancellationToken.None);

        var fault = await ToEndAsync(Watch(service, run.Name, 3)).IsRefusedAsync(StatusCode.OutOfRange);

        Assert.Contains("revision 4 ", fault.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(RunState.Succeeded, (await ToEndAsync(Watch(service, run.Name, 4)))[^1].Run.State);
    }

    [Fact]
    public async Task Watch_OneTooMany_IsExhausted()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxWatchers = 1;
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync();
        using var first = Watch(service, run.Name);
        await NextAsync(first);

        await ToEndAsync(Watch(service, run.Name)).IsRefusedAsync(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Watch_ByAReaderWhoTakesNothing_IsDroppedAndLosesNothingByResuming()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 60_000);
        using var worker = await service.OpenNextAsync();
        using var channel = service.OpenPublic(service.Host.Token, window: 65_535);
        using var slow = new TrainingService.TrainingServiceClient(channel).WatchRun(new WatchRunRequest { Name = run.Name, StartRevision = 1 });
        await slow.ResponseHeadersAsync.Soon();

        // More than the buffers between the two hold, so that a write has to wait.
        for (var epoch = 0; epoch < 40_000; epoch += 10_000)
        {
            var segment = await worker.SegmentAsync(epoch, epoch);
            segment.LastEpoch = epoch + 9_999;
            var file = Path.Combine(worker.Folder, segment.File);
            segment.File = $"{epoch}-{segment.LastEpoch}.a1.parquet";
            File.Move(file, Path.Combine(worker.Folder, segment.File));
            segment.Metrics.Clear();
            segment.Metrics.Add(Enumerable.Range(epoch, 10_000).Select(number => new EpochMetrics { Epoch = number, Step = number, Train = { ["loss"] = 1, ["accuracy"] = 1 } }));
            await worker.SendAsync(segment);
        }

        // The writes before the one that waits began the same wait: time passes until the reader is dropped.
        var watchers = service.Part<Turnstiles>().Watchers;
        await service.Time.PassUntilAsync(TimeSpan.FromSeconds(31), () => watchers.Taken == 0);
        var last = 0L;
        var fault = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await slow.ResponseStream.MoveNext(CancellationToken.None).Soon()) last = slow.ResponseStream.Current.Revision;
        });

        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
        using var resumed = Watch(service, run.Name, last + 1);
        Assert.True((await NextAsync(resumed)).Revision > last);
    }
}
