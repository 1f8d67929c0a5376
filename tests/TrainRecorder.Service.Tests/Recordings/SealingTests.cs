using TrainRecorder.Recording;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Recordings;

public sealed class SealingTests
{
    [Fact]
    public async Task Seal_OfARunThatIsOver_LeavesOneFileWithEveryEpoch()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 4);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 1);
        await worker.CommitAsync(2, 4);
        await service.UntilSealedAsync(run.Name);
        await worker.CloseAsync(AttemptOutcome.Succeeded);
        worker.Process.Exit(0);
        await using var next = await service.RestartAsync();

        var sealedRun = await next.UntilSealedAsync(run.Name);
        Assert.Equal([next.Folder(run.Name).Sealed], Directory.EnumerateFiles(next.Folder(run.Name).Root));
        Assert.Equal(new FileInfo(next.Folder(run.Name).Sealed).Length, sealedRun.Recording.Bytes);
        using var reader = await RecordingReader.OpenAsync(next.Folder(run.Name).Sealed);
        Assert.Equal([0, 1, 2, 3, 4], reader.Epochs);
    }

    [Fact]
    public async Task Seal_ThatFails_SaysWhyKeepsTheSegmentsAndIsTriedAgain()
    {
        var files = new FailingFiles();
        await using var service = await TestService.StartAsync(new TestSetUp { RecordingFiles = files });
        files.Fault = new IOException("No space left on device");
        var run = await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 1);
        await worker.CloseAsync(AttemptOutcome.Succeeded);
        worker.Process.Exit(0);

        var failed = await service.UntilAsync(run.Name, run => run.StateReason.Contains("No space left", StringComparison.Ordinal));
        Assert.Equal((RunState.Succeeded, RecordingState.Live), (failed.State, failed.Recording.State));
        Assert.True(File.Exists(Path.Combine(worker.Folder, "0-1.a1.parquet")));

        files.Fault = null;
        // The fault can be seen before the pause begins that is over after 60 s.
        var sealing = service.UntilSealedAsync(run.Name);
        await service.Time.PassUntilAsync(TimeSpan.FromSeconds(61), () => sealing.IsCompleted);

        Assert.Equal("", (await sealing).StateReason);
    }

    [Fact]
    public async Task Seal_InterruptedByAStop_IsDoneAtTheNextStart()
    {
        var files = new FailingFiles { Hold = true };
        var setUp = new TestSetUp { RecordingFiles = files };
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 1);
        await service.UntilAsync(run.Name, run => run.Recording.State == RecordingState.Sealing);

        files.Hold = false;
        await using var next = await service.RestartAsync();

        Assert.Equal(RecordingState.Sealed, (await next.UntilSealedAsync(run.Name)).Recording.State);
    }
}
