using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Capacity;

public sealed class RoomTests
{
    [Fact]
    public async Task Submit_OfWhatCanNeverRunHere_IsRefusedAtOnceWithThePath()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxWorkerMemory = 1 << 20;
        setUp.Options.Quota = 100;
        await using var service = await TestService.StartAsync(setUp);

        var fault = await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(), ValidateOnly = true }).IsRefusedAsync(StatusCode.InvalidArgument);

        Assert.Equal(["network", "recording"], fault.Fields());
    }

    [Fact]
    public async Task Submit_BeyondTheQuota_IsExhaustedUntilThereIsRoom()
    {
        await using var probe = await TestService.StartAsync();
        var bytes = (await probe.SubmitAsync()).Estimate.RecordingBytes;
        var setUp = new TestSetUp();
        setUp.Options.Quota = (bytes * 2) + 10;
        await using var service = await TestService.StartAsync(setUp);
        var first = await service.SubmitAsync();
        await service.SubmitAsync();

        var fault = await service.SubmitAsync().IsRefusedAsync(StatusCode.ResourceExhausted);
        Assert.Contains("quota", fault.Status.Detail, StringComparison.Ordinal);
        await Uploads.SendAsync(service, "eleven,bytes\n1,2\n").IsRefusedAsync(StatusCode.ResourceExhausted);
        // Validating asks for no room.
        await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(), ValidateOnly = true }).Soon();
        using var worker = await service.OpenNextAsync();
        await worker.CloseAsync(AttemptOutcome.Failed, "no");
        worker.Process.Exit(0);
        await service.UntilAsync(first.Name, RunState.Failed);

        await service.SubmitAsync();
    }

    [Fact]
    public async Task Submit_BeyondTheDisk_IsExhausted()
    {
        var setUp = new TestSetUp();
        await using var service = await TestService.StartAsync(setUp);
        await service.SubmitAsync();
        setUp.Options.ReservedDisk = new DriveInfo(setUp.Options.Data).AvailableFreeSpace + (1L << 30);

        // The disk as a whole could hold it: it is only full now.
        Assert.Contains("disk", (await service.SubmitAsync().IsRefusedAsync(StatusCode.ResourceExhausted)).Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_OfAJob_SaysTimeAndMemory()
    {
        await using var service = await TestService.StartAsync();

        var (small, large) = ((await service.SubmitAsync(epochs: 10)).Estimate, (await service.SubmitAsync(epochs: 1000)).Estimate);

        Assert.True(small.Seconds > 0 && large.Seconds > small.Seconds * 50);
        Assert.True(small.MemoryBytes > 1 << 20);
    }

    [Fact]
    public async Task Estimate_AfterRunsThatTookLonger_IsCorrected()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();
        var commit = await worker.SegmentAsync(0, 1);
        commit.Metrics[1].ElapsedSeconds = run.Estimate.Seconds * 7;
        await worker.SendAsync(commit);

        Assert.Equal(run.Estimate.Seconds * 7, (await service.SubmitAsync(epochs: 1)).Estimate.Seconds, tolerance: run.Estimate.Seconds / 1e6);
    }
}
