using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Runs;

public sealed class CancellationTests
{
    private static async Task<Run> CancelAsync(TestService service, string name) => (await service.Training.CancelRunAsync(new CancelRunRequest { Name = name }).Soon()).Run;

    [Fact]
    public async Task CancelRun_ThatWaits_IsCancelledAtOnce()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        var waiting = await service.SubmitAsync();

        Assert.Equal(RunState.Cancelled, (await CancelAsync(service, waiting.Name)).State);
        await worker.CloseAsync(AttemptOutcome.Failed, "no");
        Assert.True(service.Machine.IsQuiet);
    }

    [Fact]
    public async Task CancelRun_ThatRuns_StopsTheWorkerAndKeepsWhatIsThere()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 9);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 2);

        Assert.Equal(RunState.Cancelling, (await CancelAsync(service, run.Name)).State);
        Assert.Equal(RunState.Cancelling, (await CancelAsync(service, run.Name)).State);
        Assert.Equal(Directive.Stop, await worker.BeatAsync());
        await worker.CommitAsync(3, 4);
        await worker.CloseAsync(AttemptOutcome.Stopped);

        var done = await service.UntilSealedAsync(run.Name);
        Assert.Equal((RunState.Cancelled, 4), (done.State, done.Progress.Epoch));
    }

    [Fact]
    public async Task CancelRun_WhoseWorkerDoesNotStop_IsCancelledAfterTheGraceTime()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await CancelAsync(service, run.Name);

        for (var i = 0; i < 29; i++)
        {
            await service.PassAsync(TimeSpan.FromSeconds(1));
            await worker.BeatAsync();
        }

        Assert.Equal(RunState.Cancelling, (await service.GetAsync(run.Name)).State);
        await service.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(RunState.Cancelled, (await service.GetAsync(run.Name)).State);
        Assert.True(worker.Process.Killed);
        await worker.CommitAsync(0, 1).IsRefusedAsync(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task CancelRun_WhoseLastEpochIsCommittedInBetween_Succeeds()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();
        await CancelAsync(service, run.Name);

        await worker.CommitAsync(0, 1);

        Assert.Equal(RunState.Succeeded, (await service.GetAsync(run.Name)).State);
    }

    [Fact]
    public async Task CancelRun_WhoseWorkerIsLost_IsCancelled()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await CancelAsync(service, run.Name);

        worker.Process.Exit(1);

        Assert.Equal(RunState.Cancelled, (await service.UntilAsync(run.Name, state => state.State != RunState.Cancelling)).State);
    }

    [Fact]
    public async Task CancelRun_ThatIsOver_StaysWhatItIs()
    {
        await using var service = await TestService.StartAsync();
        var done = await service.FinishAsync();

        Assert.Equal(done, await CancelAsync(service, done.Name));
    }

    [Theory]
    [InlineData("runs/000000000000")]
    [InlineData("../x")]
    public async Task CancelRun_ThatIsNot_IsNotFound(string name)
    {
        await using var service = await TestService.StartAsync();
        await CancelAsync(service, name).IsRefusedAsync(StatusCode.NotFound);
    }
}
