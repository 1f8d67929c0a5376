using System.Security.Cryptography;
using Grpc.Core;
using TrainRecorder.Service.Housekeeping;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;
using static TrainRecorder.Service.Tests.Infrastructure.Uploads;

namespace TrainRecorder.Service.Tests.Archive;

/// <summary>With the real worker's program, which verifies what comes.</summary>
public sealed class ArchiveTests
{
    private static async Task<byte[]> RecordingAsync(TestService service)
    {
        var run = await service.FinishAsync(epochs: 3);
        return await File.ReadAllBytesAsync(service.Folder(run.Name).Sealed);
    }

    [Fact]
    public async Task Import_OfARecording_IsArchivedOnceAndCanBecomeARun()
    {
        await using var service = await TestService.StartAsync();
        var bytes = await RecordingAsync(service);

        var archive = await ImportAsync(service, bytes);

        Assert.Equal((true, 3, bytes.Length, false), (archive.Imported, archive.Epochs, (int)archive.Size, archive.Damaged));
        Assert.Equal(archive, await ImportAsync(service, bytes, chunk: 100));
        Assert.Equal(archive, (await service.Archives.QueryImportAsync(new QueryImportRequest { Sha256 = archive.Sha256, Size = bytes.Length }).Soon()).Archive);
        Assert.Empty((await service.Archives.VerifyArchiveAsync(new VerifyArchiveRequest { Name = archive.Name }).Soon()).Faults);
        var run = (await service.Archives.RestoreArchiveAsync(new RestoreArchiveRequest { Name = archive.Name }).Soon()).Run;
        Assert.Equal((archive.Run, RunState.Succeeded, RecordingState.Sealed, archive.Sha256, 3), (run.Name, run.State, run.Recording.State, run.Recording.Sha256, run.Progress.Epoch));
        Assert.Equal(run, (await service.Archives.RestoreArchiveAsync(new RestoreArchiveRequest { Name = archive.Name }).Soon()).Run);
        using var metrics = service.Recordings.QueryMetrics(new QueryMetricsRequest { Name = run.Name });
        Assert.True(await metrics.ResponseStream.MoveNext(CancellationToken.None).Soon());
        Assert.Equal(4, metrics.ResponseStream.Current.Epochs.Count);
        await using var next = await service.RestartAsync();
        Assert.Equal(run, await next.GetAsync(run.Name));
    }

    [Fact]
    public async Task Import_OfWhatIsNoRecording_IsRefusedAndLeavesNothing()
    {
        await using var service = await TestService.StartAsync();
        var bytes = await RecordingAsync(service);
        var damaged = bytes.ToArray();
        damaged[bytes.Length / 2] ^= 0x10;

        await ImportAsync(service, "PAR1 something else PAR1"u8.ToArray()).IsRefusedAsync(StatusCode.InvalidArgument);
        await ImportAsync(service, bytes[..^100]).IsRefusedAsync(StatusCode.InvalidArgument);
        await ImportAsync(service, damaged).IsRefusedAsync(StatusCode.InvalidArgument);
        await ImportAsync(service, bytes, sha256: new string('0', 64)).IsRefusedAsync(StatusCode.DataLoss);

        Assert.Empty((await service.Archives.ListArchivesAsync(new ListArchivesRequest()).Soon()).Archives);
        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Archives));
        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Incoming));
    }

    [Fact]
    public async Task Restore_OfARunThatWasDeleted_BringsItBack()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        var archive = (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive;
        Assert.Equal(run, (await service.Archives.RestoreArchiveAsync(new RestoreArchiveRequest { Name = archive.Name }).Soon()).Run);
        await service.DeleteAsync(run.Name);

        var restored = (await service.Archives.RestoreArchiveAsync(new RestoreArchiveRequest { Name = archive.Name }).Soon()).Run;

        Assert.Equal((run.Name, run.Recording.Sha256, "Restored from the archive."), (restored.Name, restored.Recording.Sha256, restored.StateReason));
        Assert.Equal(run.Recording.Sha256, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(service.Folder(run.Name).Sealed))));
    }

    [Fact]
    public async Task Restore_OfARunWhoseRecordingIsDamaged_MendsIt()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        var archive = (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive;
        var path = service.Folder(run.Name).Sealed;
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, new byte[bytes.Length]);

        await service.Archives.RestoreArchiveAsync(new RestoreArchiveRequest { Name = archive.Name }).Soon();

        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Archive_ThatIsDamagedOnDisk_IsSaidToBeAndNotRestored()
    {
        await using var service = await TestService.StartAsync();
        service.Errors.Expect(303);
        var bytes = await RecordingAsync(service);
        var archive = await ImportAsync(service, bytes);
        bytes[^200] ^= 1;
        await File.WriteAllBytesAsync(service.Host.Data.Archive(archive.Name["archives/".Length..]), bytes);

        await service.Archives.RestoreArchiveAsync(new RestoreArchiveRequest { Name = archive.Name }).IsRefusedAsync(StatusCode.DataLoss);
        var verified = await service.Archives.VerifyArchiveAsync(new VerifyArchiveRequest { Name = archive.Name }).Soon();

        Assert.NotEmpty(verified.Faults);
        Assert.True(verified.Archive.Damaged);
        Assert.True((await service.Archives.GetArchiveAsync(new GetArchiveRequest { Name = archive.Name }).Soon()).Archive.Damaged);
    }

    [Fact]
    public async Task DeleteArchive_FreesItsBytes_AndWhatIsNotThereIsNotFound()
    {
        await using var service = await TestService.StartAsync();
        var archive = await ImportAsync(service, await RecordingAsync(service));

        Assert.Equal(archive.Size, (await service.Archives.DeleteArchiveAsync(new DeleteArchiveRequest { Name = archive.Name }).Soon()).FreedBytes);

        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Archives));
        await service.Archives.DeleteArchiveAsync(new DeleteArchiveRequest { Name = archive.Name }).IsRefusedAsync(StatusCode.NotFound);
        await service.Archives.GetArchiveAsync(new GetArchiveRequest { Name = "archives/../x" }).IsRefusedAsync(StatusCode.NotFound);
        await service.Archives.VerifyArchiveAsync(new VerifyArchiveRequest { Name = archive.Name }).IsRefusedAsync(StatusCode.NotFound);
        await service.Archives.RestoreArchiveAsync(new RestoreArchiveRequest { Name = archive.Name }).IsRefusedAsync(StatusCode.NotFound);
    }

    [Fact]
    public async Task Retention_OfTheNewestAndOfDays_DeletesTheRest()
    {
        var setUp = new TestSetUp();
        setUp.Options.KeepArchives = 2;
        setUp.Options.KeepArchivesFor = TimeSpan.FromSeconds(30);
        await using var service = await TestService.StartAsync(setUp);
        var archives = new List<V1.Archive>();
        for (var i = 0; i < 3; i++)
        {
            var run = await service.FinishAsync();
            archives.Add((await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive);
            service.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await service.Part<HousekeepingLoop>().TidyAsync(CancellationToken.None).Soon();
        Assert.Equal([archives[2], archives[1]], (await service.Archives.ListArchivesAsync(new ListArchivesRequest()).Soon()).Archives);
        // Sooner than the service tidies by itself, so that nobody else is at it.
        service.Time.Advance(TimeSpan.FromSeconds(31));
        await service.Part<HousekeepingLoop>().TidyAsync(CancellationToken.None).Soon();

        Assert.Empty((await service.Archives.ListArchivesAsync(new ListArchivesRequest()).Soon()).Archives);
        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Archives));
    }
}
