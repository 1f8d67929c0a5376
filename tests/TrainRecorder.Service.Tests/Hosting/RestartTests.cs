using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Hosting;

public sealed class RestartTests
{
    /// <summary>
    /// Ends a service as kill -9 does, as far as a process can do that to a part of itself: nothing is told to workers, nothing
    /// is written.
    /// </summary>
    private static async Task<(TestService Next, WorkerLink Worker, string Run)> CrashAsync(TestService service, bool workerSurvives)
    {
        var run = await service.SubmitAsync(epochs: 3);
        var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 1);
        var crashed = CopyOf(service);
        if (!workerSurvives) worker.Process.Exit(137);
        return (await TestService.StartAsync(crashed), worker, run.Name);
    }

    // The data folder as a kill would leave it: every file as it is on the disk at this moment.
    private static TestSetUp CopyOf(TestService service)
    {
        var setUp = new TestSetUp { Machine = service.Machine.Fork() };
        foreach (var file in Directory.EnumerateFiles(service.Host.Data.Root, "*", SearchOption.AllDirectories).Where(file => file != service.Host.Data.Lock))
        {
            var target = Path.Combine(setUp.Options.Data, Path.GetRelativePath(service.Host.Data.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return setUp;
    }

    [Fact]
    public async Task Crash_WhoseWorkerSurvives_LetsItGoOnWithItsOldToken()
    {
        await using var service = await TestService.StartAsync();
        var (next, worker, run) = await CrashAsync(service, workerSurvives: true);
        await using var _ = next;
        using var __ = worker;
        using var link = new WorkerLink(next, worker.Process) { Folder = next.Folder(run).Root };

        Assert.Equal(RunState.Running, (await next.GetAsync(run)).State);
        Assert.Equal(Directive.Continue, await link.BeatAsync(2, 0.5));
        await link.CommitAsync(2, 3);
        await link.CloseAsync(AttemptOutcome.Succeeded);

        var done = await next.UntilSealedAsync(run);
        Assert.Equal((RunState.Succeeded, 1), (done.State, done.Attempt));
    }

    [Fact]
    public async Task Crash_WhoseWorkerSurvivesButIsSilent_GivesItAWholeLease()
    {
        await using var service = await TestService.StartAsync();
        var (next, worker, run) = await CrashAsync(service, workerSurvives: true);
        await using var _ = next;
        using var __ = worker;

        await next.PassAsync(TimeSpan.FromSeconds(14));
        Assert.Equal(RunState.Running, (await next.GetAsync(run)).State);
        await next.PassAsync(TimeSpan.FromSeconds(2));

        Assert.True(worker.Process.Killed);
        Assert.Equal(2, (await next.Machine.NextAsync()).Launch.Attempt);
    }

    [Fact]
    public async Task Crash_WhoseWorkerDiedToo_StartsTheNextAttemptAtOnce()
    {
        await using var service = await TestService.StartAsync();
        var (next, worker, run) = await CrashAsync(service, workerSurvives: false);
        await using var _ = next;
        using var __ = worker;

        using var second = await next.OpenNextAsync();
        await second.CommitAsync(2, 3);

        Assert.Equal((RunState.Succeeded, 3, 2), ((await next.GetAsync(run)).State, (await next.GetAsync(run)).Progress.Epoch, (await next.GetAsync(run)).Attempt));
    }

    [Fact]
    public async Task Crash_BetweenTheLastCommitAndTheClose_NeedsNoOtherAttempt()
    {
        // Nothing may move in the folder while it is copied.
        await using var service = await TestService.StartAsync(new TestSetUp { RecordingFiles = new FailingFiles { Hold = true } });
        var run = await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 1);
        await service.UntilAsync(run.Name, run => run.Recording.State == RecordingState.Sealing);
        var crashed = CopyOf(service);
        worker.Process.Exit(137);

        await using var next = await TestService.StartAsync(crashed);

        Assert.Equal(RunState.Succeeded, (await next.UntilSealedAsync(run.Name)).State);
        Assert.True(next.Machine.IsQuiet);
    }

    [Fact]
    public async Task Restart_WithWaitingRuns_RunsThem()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        var waiting = await service.SubmitAsync(requestId: "one");

        await using var next = await service.RestartAsync();

        Assert.Equal(waiting.Name, (await next.SubmitAsync(requestId: "one")).Name);
        using var first = await next.OpenNextAsync();
        await first.CloseAsync(AttemptOutcome.Failed, "no");
        using var second = await next.OpenNextAsync();
        Assert.Equal((worker.Run, waiting.Name), (first.Run, second.Run));
    }

    [Fact]
    public async Task Stop_WithAWorker_TellsItToYieldAndLeavesTheRunWaiting()
    {
        var setUp = new TestSetUp();
        setUp.Options.StopGrace = TimeSpan.FromSeconds(10);
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync(epochs: 9);
        using var worker = await service.OpenNextAsync();

        var stopping = service.StopAsync();
        await service.Time.WaitingAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(Directive.CheckpointAndYield, await worker.BeatAsync());
        await worker.CommitAsync(0, 4);
        await worker.CloseAsync(AttemptOutcome.Yielded);
        worker.Process.Exit(0);
        await stopping.Soon();
        Assert.False(worker.Process.Killed);

        await using var next = await service.RestartAsync();
        using var second = new WorkerLink(next, await next.Machine.NextAsync());
        Assert.Equal((2, 4), (second.Attempt, (await second.OpenAsync()).CommittedEpoch));
        Assert.Equal(run.Name, second.Run);
        second.Process.Exit(0);
    }

    [Fact]
    public async Task Stop_WithAWorkerThatDoesNotYield_EndsItWithoutCountingARetry()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxRetries = 0;
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();

        await using var next = await service.RestartAsync();

        Assert.True(worker.Process.Killed);
        using var second = await next.OpenNextAsync();
        Assert.Equal((RunState.Running, 2), ((await next.GetAsync(run.Name)).State, second.Attempt));
    }

    [Fact]
    public async Task Start_OnAFolderInUse_IsRefusedInOneLine()
    {
        await using var service = await TestService.StartAsync();

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => TestService.StartAsync(new TestSetUp { Folder = service.Host.Data.Root }));

        Assert.Contains("Another service uses the data folder", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        await service.SubmitAsync();
    }

    [Fact]
    public async Task Start_OnAPortInUse_IsRefusedInOneLine()
    {
        await using var service = await TestService.StartAsync();
        var setUp = new TestSetUp();
        setUp.Options.Url = service.Host.Address;

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => TestService.StartAsync(setUp));

        setUp.Errors.VerifyNoErrors();
        Assert.Contains(service.Host.Address.ToString(), refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Directory.Delete(setUp.Options.Data, recursive: true);
    }

    [Fact]
    public async Task Start_OnADamagedCatalogue_IsRefusedInOneLine()
    {
        var setUp = new TestSetUp();
        await File.WriteAllTextAsync(Path.Combine(setUp.Options.Data, "catalogue.db"), new string('x', 8192));

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => TestService.StartAsync(setUp));

        Assert.Contains("catalogue", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Directory.Delete(setUp.Options.Data, recursive: true);
    }

    [Fact]
    public async Task Start_OnTheCatalogueOfANewerService_IsRefusedInOneLine()
    {
        await using var service = await TestService.StartAsync();
        await service.Catalogue.ChangeAsync(
            async change => await change.Rows.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29991231000000_Later', '99.0.0')"), CancellationToken.None);
        await service.StopAsync();

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => TestService.StartAsync(service.SetUp));

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Start_AfterACrash_RemovesWhatWasHalfReceived()
    {
        var setUp = new TestSetUp();
        var data = new DataFolder(setUp.Options.Data);
        await File.WriteAllTextAsync(Path.Combine(data.Incoming, "half"), "x");
        await File.WriteAllTextAsync(Path.Combine(data.Archives, "0.parquet.tmp"), "x");
        var socket = WorkerSocket.Prepare(data);
        await File.WriteAllTextAsync(socket, "stale");

        await using var service = await TestService.StartAsync(setUp);

        Assert.Empty(Directory.EnumerateFiles(data.Incoming));
        Assert.Empty(Directory.EnumerateFiles(data.Archives));
        Assert.Equal(socket, service.Part<WorkerEndpoint>().Path);
        await service.FinishAsync();
    }

    [Fact]
    public async Task Draining_RefusesNewCallsAndTellsHealth()
    {
        await using var service = await TestService.StartAsync();
        await service.Part<Drain>().BeginAsync();

        await service.SubmitAsync().IsRefusedAsync(StatusCode.Unavailable);
        using var channel = service.OpenPublic(service.Host.Token);
        var health = await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(new Grpc.Health.V1.HealthCheckRequest()).Soon();
        Assert.Equal(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.NotServing, health.Status);
    }
}
