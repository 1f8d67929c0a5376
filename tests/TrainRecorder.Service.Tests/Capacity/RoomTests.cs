using Grpc.Core;
using TrainRecorder.Service.Capacity;
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
        var bytes = (await service.SubmitAsync()).Estimate.RecordingBytes;

        // The disk as a whole could hold it, also twice while it is sealed: it is only full now, of whatever else is on it.
        setUp.Options.ReservedDisk = new DriveInfo(setUp.Options.Data).TotalSize - (bytes * 3);

        Assert.Contains("disk", (await service.SubmitAsync().IsRefusedAsync(StatusCode.ResourceExhausted)).Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_OfWhatCouldNotBeSealedHere_IsRefused()
    {
        var setUp = new TestSetUp();
        await using var service = await TestService.StartAsync(setUp);
        var bytes = (await service.SubmitAsync()).Estimate.RecordingBytes;

        // While a recording is sealed it is there twice.
        setUp.Options.ReservedDisk = new DriveInfo(setUp.Options.Data).TotalSize - (bytes * 3 / 2);

        Assert.Equal(["recording"], (await service.SubmitAsync().IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
    }

    [Fact]
    public async Task KeptBytes_OfARun_HaveRoomForItsSealUntilThatIsDone()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 9);
        await service.SubmitAsync(epochs: 1);
        Assert.Equal(run.Estimate.RecordingBytes, (await ReadAsync()).Seal);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 9);
        await service.UntilSealedAsync(run.Name);

        Assert.InRange((await ReadAsync()).Seal, 1, run.Estimate.RecordingBytes - 1);

        Task<KeptBytes> ReadAsync() => service.Catalogue.ReadAsync(rows => KeptBytes.ReadAsync(rows, CancellationToken.None), CancellationToken.None);
    }

    [Fact]
    public async Task Upload_BesideAnotherUnderWay_IsExhaustedIfBothDoNotFit()
    {
        var setUp = new TestSetUp();
        setUp.Options.Quota = 100;
        await using var service = await TestService.StartAsync(setUp);
        var (first, second, third) = (new string('a', 60), new string('b', 60), new string('c', 31));
        using var call = service.Datasets.UploadDataset();
        await call.RequestStream.WriteAsync(Uploads.Part(Uploads.Header(first))).Soon();
        await call.RequestStream.WriteAsync(Uploads.Part(first[..10], 0)).Soon();
        await service.Time.WaitingAsync(setUp.Options.UploadIdle);
        await service.Time.WaitingAsync(setUp.Options.UploadIdle);
        await service.Time.WaitingAsync(setUp.Options.UploadIdle);

        await Uploads.SendAsync(service, second).IsRefusedAsync(StatusCode.ResourceExhausted);
        await call.RequestStream.CompleteAsync().Soon();
        await call.ResponseAsync.IsRefusedAsync(StatusCode.DataLoss);

        // What is no longer promised is free; the part that is kept takes its own.
        await Uploads.SendAsync(service, second);
        await Uploads.SendAsync(service, third).IsRefusedAsync(StatusCode.ResourceExhausted);
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
