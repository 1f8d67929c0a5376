using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Runs;

public sealed class SteeringTests
{
    private static async Task<Run> PauseAsync(TestService service, string name, string etag = "") =>
        (await service.Training.PauseRunAsync(new PauseRunRequest { Name = name, Etag = etag }).Soon()).Run;

    private static async Task<Run> ResumeAsync(TestService service, string name) => (await service.Training.ResumeRunAsync(new ResumeRunRequest { Name = name }).Soon()).Run;

    [Fact]
    public async Task PauseRun_ThatRuns_YieldsAndGoesOnFromTheSameEpochWhenResumed()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 5);
        using var first = await service.OpenNextAsync();
        await first.CommitAsync(0, 2);

        Assert.Equal(RunState.Pausing, (await PauseAsync(service, run.Name)).State);
        Assert.Equal(RunState.Pausing, (await PauseAsync(service, run.Name)).State);
        await service.Training.ResumeRunAsync(new ResumeRunRequest { Name = run.Name }).IsRefusedAsync(StatusCode.FailedPrecondition);
        Assert.Equal(Directive.CheckpointAndYield, await first.BeatAsync());
        await first.CloseAsync(AttemptOutcome.Yielded);
        first.Process.Exit(0);
        var paused = await service.GetAsync(run.Name);
        Assert.Equal((RunState.Paused, "Paused on request.", 0), (paused.State, paused.StateReason, paused.LostAttempts));
        Assert.True(service.Machine.IsQuiet);

        Assert.Equal(RunState.Queued, (await ResumeAsync(service, run.Name)).State);
        using var second = new WorkerLink(service, await service.Machine.NextAsync());
        Assert.Equal(2, (await second.OpenAsync()).CommittedEpoch);
        await second.CommitAsync(3, 5);
        Assert.Equal(RunState.Succeeded, (await service.GetAsync(run.Name)).State);
    }

    [Fact]
    public async Task PauseRun_WhoseWorkerIsLost_IsPausedAllTheSame()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await PauseAsync(service, run.Name);

        worker.Process.Exit(137);

        var paused = await service.UntilAsync(run.Name, RunState.Paused);
        Assert.Contains("137", paused.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PauseRun_AcrossARestart_IsToldToTheWorkerThatGoesOn()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await PauseAsync(service, run.Name);
        service.SetUp.Options.StopGrace = TimeSpan.Zero;

        await using var next = await service.RestartAsync();

        Assert.True((await next.GetAsync(run.Name)).State is RunState.Pausing or RunState.Paused);
    }

    [Fact]
    public async Task PauseRun_BeforeItsWorkerReports_IsToldToIt()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = new WorkerLink(service, await service.Machine.NextAsync());

        Assert.Equal(RunState.Pausing, (await PauseAsync(service, run.Name)).State);
        await worker.OpenAsync();

        Assert.Equal(Directive.CheckpointAndYield, await worker.BeatAsync());
    }

    [Fact]
    public async Task PauseRun_ThatWaits_MakesRoomForTheNext()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        var (second, third) = (await service.SubmitAsync(), await service.SubmitAsync());
        Assert.Equal((1, 2), (second.Queue.Position, third.Queue.Position));
        Assert.Equal("1 run is ahead of it, and the only worker is busy.", third.Queue.Reason);

        Assert.Equal(RunState.Paused, (await PauseAsync(service, second.Name)).State);

        Assert.Equal((1, "It is next; the only worker is busy."), ((await service.GetAsync(third.Name)).Queue.Position, (await service.GetAsync(third.Name)).Queue.Reason));
        Assert.Null((await service.GetAsync(second.Name)).Queue);
        // In its old place: it was submitted first.
        Assert.Equal(1, (await ResumeAsync(service, second.Name)).Queue.Position);
    }

    [Fact]
    public async Task SteeredRun_ThatIsOver_RefusesAllButCancel()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();

        await service.Training.PauseRunAsync(new PauseRunRequest { Name = run.Name }).IsRefusedAsync(StatusCode.FailedPrecondition);
        await service.Training.ResumeRunAsync(new ResumeRunRequest { Name = run.Name }).IsRefusedAsync(StatusCode.FailedPrecondition);
        await service.Training.RetryRunAsync(new RetryRunRequest { Name = run.Name }).IsRefusedAsync(StatusCode.FailedPrecondition);
        Assert.Equal(RunState.Succeeded, (await service.Training.CancelRunAsync(new CancelRunRequest { Name = run.Name }).Soon()).Run.State);
    }

    [Fact]
    public async Task SteeredRun_WithAnEtagOfBefore_IsAborted_AndEpochsDoNotChangeIt()
    {
        await using var service = await TestService.StartAsync();
        var queued = await service.SubmitAsync(epochs: 9);
        using var worker = await service.OpenNextAsync();
        await service.Training.PauseRunAsync(new PauseRunRequest { Name = queued.Name, Etag = queued.Etag }).IsRefusedAsync(StatusCode.Aborted);
        await service.Training.CancelRunAsync(new CancelRunRequest { Name = queued.Name, Etag = "\"x\"" }).IsRefusedAsync(StatusCode.Aborted);

        var running = await service.GetAsync(queued.Name);
        await worker.CommitAsync(0, 3);

        Assert.Equal(RunState.Pausing, (await PauseAsync(service, queued.Name, running.Etag)).State);
    }

    [Fact]
    public async Task Queue_WithPriorities_StartsTheHighestFirst()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        async Task<Run> SubmitAsync(int priority) => (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(), Priority = priority }).Soon()).Run;
        var (low, high, middle) = (await SubmitAsync(-5), await SubmitAsync(7), await SubmitAsync(0));

        Assert.Equal((1, 2, 3), ((await service.GetAsync(high.Name)).Queue.Position, (await service.GetAsync(middle.Name)).Queue.Position, (await service.GetAsync(low.Name)).Queue.Position));
        var raised = (await service.Training.ResumeRunAsync(new ResumeRunRequest { Name = low.Name, Priority = 9 }).Soon()).Run;
        Assert.Equal((9, 1), (raised.Priority, raised.Queue.Position));
        Assert.NotEqual(low.Etag, raised.Etag);
        await worker.CloseAsync(AttemptOutcome.Failed, "no");
        worker.Process.Exit(0);

        Assert.Equal(low.Name, "runs/" + (await service.Machine.NextAsync()).Launch.RunId);
        await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(), Priority = 1001 }).IsRefusedAsync(StatusCode.InvalidArgument);
        await service.Training.ResumeRunAsync(new ResumeRunRequest { Name = low.Name, Priority = -1001 }).IsRefusedAsync(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task CancelRun_WithAGraceTime_EndsTheWorkerAfterIt()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await service.Training.CancelRunAsync(new CancelRunRequest { Name = run.Name, Grace = Duration.FromTimeSpan(TimeSpan.FromHours(1)) }).Soon();
        await service.Training.CancelRunAsync(new CancelRunRequest { Name = run.Name, Grace = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)) }).Soon();
        await worker.BeatAsync();
        await service.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(RunState.Cancelling, (await service.GetAsync(run.Name)).State);

        await service.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(RunState.Cancelled, (await service.GetAsync(run.Name)).State);
        Assert.True(worker.Process.Killed);
        var tooLong = new CancelRunRequest { Name = run.Name, Grace = Duration.FromTimeSpan(TimeSpan.FromHours(2)) };
        await service.Training.CancelRunAsync(tooLong).IsRefusedAsync(StatusCode.InvalidArgument);
        await service.Training.CancelRunAsync(new CancelRunRequest { Name = run.Name, Grace = new Duration { Seconds = long.MaxValue, Nanos = -1 } }).IsRefusedAsync(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task RetryRun_ThatFailed_IsANewRunThatSaysOfWhich()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 4);
        using var worker = await service.OpenNextAsync();
        await worker.CloseAsync(AttemptOutcome.Failed, "no");
        worker.Process.Exit(0);

        var request = new RetryRunRequest { Name = run.Name, RequestId = "again", Priority = 3 };
        var again = (await service.Training.RetryRunAsync(request).Soon()).Run;

        Assert.Equal((run.Name, 3, run.Job), (again.RetryOf, again.Priority, again.Job));
        Assert.NotEqual(run.Name, again.Name);
        Assert.Equal(again.Name, (await service.Training.RetryRunAsync(request).Soon()).Run.Name);
        Assert.Equal(RunState.Failed, (await service.GetAsync(run.Name)).State);
        await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = run.Job, RequestId = "again" }).IsRefusedAsync(StatusCode.AlreadyExists);
        await service.Training.RetryRunAsync(new RetryRunRequest { Name = "runs/000000000000" }).IsRefusedAsync(StatusCode.NotFound);
    }
}
