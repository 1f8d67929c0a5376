using Grpc.Core;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Attempts;

public sealed class AttemptTests
{
    [Fact]
    public async Task Run_FromSubmitToSeal_PassesThroughEveryState()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 2);
        Assert.Equal(RunState.Queued, run.State);

        using var worker = new WorkerLink(service, await service.Machine.NextAsync());
        Assert.Equal(RunState.Starting, (await service.GetAsync(run.Name)).State);
        var opened = await worker.OpenAsync();
        Assert.Equal((2, false, 0), (opened.Job.Training.Epochs, opened.HasCommittedEpoch, opened.Datasets.Count));
        Assert.Equal(TimeSpan.FromSeconds(15), opened.Lease.ToTimeSpan());
        Assert.Equal(run.CreateTime, opened.CreateTime);
        Assert.Equal(RunState.Running, (await service.GetAsync(run.Name)).State);

        await worker.CommitAsync(0, 1);
        Assert.Equal(RecordingState.Live, (await service.GetAsync(run.Name)).Recording.State);
        await worker.CommitAsync(2, 2);
        await worker.CloseAsync(AttemptOutcome.Succeeded);

        var done = await service.UntilSealedAsync(run.Name);
        Assert.Equal((RunState.Succeeded, 2, 1), (done.State, done.Progress.Epoch, done.Attempt));
        Assert.Equal(1.0 / 3, done.Progress.Metrics.Train["loss"]);
        Assert.NotNull(done.StartTime);
        Assert.NotNull(done.EndTime);
    }

    [Fact]
    public async Task OpenAttempt_Repeated_AnswersTheSame()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var worker = new WorkerLink(service, await service.Machine.NextAsync());

        var first = await worker.OpenAsync();
        var again = await worker.OpenAsync();

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task EveryCall_WithAnotherToken_IsUnauthenticated()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var worker = new WorkerLink(service, await service.Machine.NextAsync());
        await worker.OpenAsync();
        var segment = await worker.SegmentAsync(0, 1);

        foreach (var token in new[] { "", "wrong", service.Host.Token, new string('0', 64) })
        {
            worker.Token = token;
            await worker.OpenAsync().IsRefusedAsync(StatusCode.Unauthenticated);
            await worker.BeatAsync().IsRefusedAsync(StatusCode.Unauthenticated);
            await worker.SendAsync(segment).IsRefusedAsync(StatusCode.Unauthenticated);
            await worker.CloseAsync(AttemptOutcome.Failed).IsRefusedAsync(StatusCode.Unauthenticated);
        }
    }

    [Fact]
    public async Task Lease_WithHeartbeats_LastsForEver()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();

        for (var i = 0; i < 10; i++)
        {
            await service.PassAsync(TimeSpan.FromSeconds(14));
            Assert.Equal(Directive.Continue, await worker.BeatAsync());
        }

        Assert.Equal((RunState.Running, 1), ((await service.GetAsync(run.Name)).State, (await service.GetAsync(run.Name)).Attempt));
        Assert.False(worker.Process.Killed);
    }

    [Fact]
    public async Task Lease_WithoutASignOfLife_LosesTheWorkerAndStartsAnother()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var silent = await service.OpenNextAsync();
        await silent.CommitAsync(0, 1);

        await service.PassAsync(TimeSpan.FromSeconds(16));

        using var next = new WorkerLink(service, await service.Machine.NextAsync());
        Assert.True(silent.Process.Killed);
        var opened = await next.OpenAsync();
        Assert.Equal((1, "state-1.a1.bin"), (opened.CommittedEpoch, opened.StateFile));
        Assert.Equal(2, (await service.GetAsync(run.Name)).Attempt);
        await service.Errors.LoggedAsync("No sign of life for 15 s");
    }

    [Fact]
    public async Task Fencing_AttemptThatWasDeclaredLost_CanDoNothing()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var old = await service.OpenNextAsync();
        var segment = await old.SegmentAsync(0, 1);
        await service.PassAsync(TimeSpan.FromSeconds(16));
        using var next = await service.OpenNextAsync();

        await old.SendAsync(segment).IsRefusedAsync(StatusCode.FailedPrecondition);
        await old.BeatAsync().IsRefusedAsync(StatusCode.FailedPrecondition);
        await old.OpenAsync().IsRefusedAsync(StatusCode.FailedPrecondition);
        await old.CloseAsync(AttemptOutcome.Succeeded).IsRefusedAsync(StatusCode.FailedPrecondition);
        await next.CommitAsync(0, 1);
    }

    [Fact]
    public async Task WorkerThatNeverReports_AfterTheStartTimeout_IsLost()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        var silent = await service.Machine.NextAsync();

        await service.PassAsync(TimeSpan.FromSeconds(59));
        Assert.False(silent.Killed);
        await service.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(2, (await service.Machine.NextAsync()).Launch.Attempt);
        Assert.True(silent.Killed);
    }

    [Fact]
    public async Task WorkerExit_WithoutClose_IsNoticedAtOnceWithItsLastWords()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        service.Machine.LaunchFault = "not now";

        worker.Process.Exit(134, "Out of memory.");

        var failed = await service.UntilAsync(run.Name, RunState.Failed);
        await service.Errors.LoggedAsync("exit code 134: Out of memory.");
        Assert.Contains("not now", failed.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LostAttempts_WithoutProgress_FailTheRunAfterTheRetries()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxRetries = 2;
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync();

        for (var attempt = 1; attempt <= 3; attempt++) (await service.Machine.NextAsync()).Exit(1, "broken");

        var failed = await service.UntilAsync(run.Name, RunState.Failed);
        Assert.Equal(3, failed.Attempt);
        Assert.Contains("broken", failed.StateReason, StringComparison.Ordinal);
        Assert.True(service.Machine.IsQuiet);
        Assert.Equal(RecordingState.Unspecified, failed.Recording.State);
    }

    [Fact]
    public async Task LostAttempts_InARow_AreFollowedByAPauseThatDoubles()
    {
        var setUp = new TestSetUp();
        setUp.Options.RetryPause = TimeSpan.FromSeconds(5);
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync();
        var next = await service.SubmitAsync();
        (await service.Machine.NextAsync()).Exit(1, "broken");
        // The first loss costs nothing; what waits does not hold up the next in the queue.
        (await service.Machine.NextAsync()).Exit(1, "broken");
        var other = await service.Machine.NextAsync();
        Assert.Equal(next.Name, $"runs/{other.Launch.RunId}");
        Assert.Equal("2 attempts in a row were lost; the next begins in 5 s at the earliest.", (await service.GetAsync(run.Name)).Queue.Reason);
        other.Exit(0);
        var again = await service.Machine.NextAsync();
        Assert.Equal(next.Name, $"runs/{again.Launch.RunId}");
        await service.Training.CancelRunAsync(new CancelRunRequest { Name = next.Name, Grace = new() }).Soon();
        again.Exit(0);
        await service.UntilAsync(next.Name, RunState.Cancelled);

        // The dispatcher begins to wait anew when a run ends: perhaps only after the time was let pass.
        await service.Time.PassUntilAsync(TimeSpan.FromSeconds(5), () => !service.Machine.IsQuiet);
        var third = await service.Machine.NextAsync();
        Assert.Equal(3, third.Launch.Attempt);
        third.Exit(1, "broken");
        await service.UntilAsync(run.Name, RunState.Queued);
        service.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(service.Machine.IsQuiet);
        Assert.Equal("3 attempts in a row were lost; the next begins in 1 s at the earliest.", (await service.GetAsync(run.Name)).Queue.Reason);

        await service.Training.ResumeRunAsync(new ResumeRunRequest { Name = run.Name }).Soon();
        Assert.Equal(4, (await service.Machine.NextAsync()).Launch.Attempt);
    }

    [Fact]
    public async Task LostAttempts_PauseAtItsEnd_IsEitherOverOrWaitedFor()
    {
        var setUp = new TestSetUp();
        setUp.Options.RetryPause = TimeSpan.FromSeconds(5);
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync();
        for (var attempt = 1; attempt <= 2; attempt++) (await service.Machine.NextAsync()).Exit(1, "broken");
        await service.UntilAsync(run.Name, RunState.Queued);
        var book = service.Part<AttemptBook>();
        var end = (await book.NextRetryAsync(service.Time.GetUtcNow(), TestContext.Current.CancellationToken))!.Value;

        // The clock of the service stands still: it launches nothing by itself meanwhile.
        foreach (var now in new[] { end.AddTicks(-1), end, end.AddTicks(1) })
        {
            var isWaitedFor = await book.NextRetryAsync(now, TestContext.Current.CancellationToken) == end;
            Assert.Equal(now < end, isWaitedFor);
            if (isWaitedFor) Assert.Null(await book.BeginAsync(now, TestContext.Current.CancellationToken));
        }

        Assert.Equal(3, (await book.BeginAsync(end, TestContext.Current.CancellationToken))?.Attempt);
    }

    [Theory]
    [InlineData(1, 5, 0)]
    [InlineData(2, 5, 5)]
    [InlineData(3, 5, 10)]
    [InlineData(6, 5, 80)]
    [InlineData(1000, 5, 3600)]
    [InlineData(9, 0, 0)]
    public void RetryPause_AfterLosses_Doubles(int lost, int first, int seconds)
    {
        var now = DateTimeOffset.UnixEpoch;

        Assert.Equal(seconds, ((RetryPauses.Until(lost, TimeSpan.FromSeconds(first), now) ?? now) - now).TotalSeconds);
    }

    [Fact]
    public async Task LostAttempts_EachWithProgress_AreNotHeldAgainstTheRun()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxRetries = 1;
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync(epochs: 4);

        for (var epoch = 0; epoch <= 4; epoch++)
        {
            using var worker = await service.OpenNextAsync();
            await worker.CommitAsync(epoch, epoch);
            worker.Process.Exit(137);
        }

        var done = await service.UntilSealedAsync(run.Name);
        Assert.Equal((RunState.Succeeded, 5), (done.State, done.Attempt));
    }

    [Fact]
    public async Task Queue_WithMorePlaces_RunsSoManyAtOnceOldestFirst()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxRunning = 2;
        await using var service = await TestService.StartAsync(setUp);
        var runs = new List<Run> { await service.SubmitAsync(), await service.SubmitAsync(), await service.SubmitAsync() };

        using var first = await service.OpenNextAsync();
        using var second = await service.OpenNextAsync();
        Assert.Equal([runs[0].Name, runs[1].Name], [first.Run, second.Run]);
        Assert.True(service.Machine.IsQuiet);
        Assert.Equal("Waits for a free worker.", (await service.GetAsync(runs[2].Name)).StateReason);

        await second.CloseAsync(AttemptOutcome.Failed, "no");
        Assert.Equal(runs[2].Name, $"runs/{(await service.Machine.NextAsync()).Launch.RunId}");
    }

    [Fact]
    public async Task CloseAttempt_Failed_FailsTheRunWithTheMessageAndSealsWhatIsThere()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 9);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 3);

        await worker.CloseAsync(AttemptOutcome.Failed, "The loss is not finite.\n");
        await worker.CloseAsync(AttemptOutcome.Failed, "again");

        var failed = await service.UntilSealedAsync(run.Name);
        Assert.Equal((RunState.Failed, "The loss is not finite.", 3), (failed.State, failed.StateReason, failed.Progress.Epoch));
        await worker.CloseAsync(AttemptOutcome.Succeeded).IsRefusedAsync(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task CloseAttempt_SucceededBeforeTheLastEpoch_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync(epochs: 9);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 3);

        var fault = await worker.CloseAsync(AttemptOutcome.Succeeded).IsRefusedAsync(StatusCode.InvalidArgument);
        Assert.Equal(["outcome"], fault.Fields());
        await worker.CloseAsync(AttemptOutcome.Unspecified).IsRefusedAsync(StatusCode.InvalidArgument);
        await worker.BeatAsync();
    }

    [Fact]
    public async Task Heartbeat_AfterTheLastCommitAndBeforeTheClose_IsStillServed()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();

        await worker.CommitAsync(0, 1);

        Assert.Equal(RunState.Succeeded, (await service.GetAsync(run.Name)).State);
        Assert.Equal(Directive.Continue, await worker.BeatAsync(1, 1));
        await worker.CloseAsync(AttemptOutcome.Succeeded);
        await worker.CloseAsync(AttemptOutcome.Succeeded);
        await worker.BeatAsync().IsRefusedAsync(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task WorkerProcess_StillThereALeaseAfterTheClose_IsEnded()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync(epochs: 0);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 0);
        await worker.CloseAsync(AttemptOutcome.Succeeded);

        await service.PassAsync(TimeSpan.FromSeconds(14));
        Assert.False(worker.Process.Killed);
        await service.PassAsync(TimeSpan.FromSeconds(2));

        Assert.True(worker.Process.Killed);
    }
}
