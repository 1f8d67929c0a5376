using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Archive;

public sealed class ArchivingTests
{
    private static async Task<V1.Archive> ArchiveAsync(TestService service, string run) => (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run }).Soon()).Archive;

    [Fact]
    public async Task ArchiveRun_ThatIsSealed_KeepsAFileOfItsOwn()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync(epochs: 2);

        var archive = await ArchiveAsync(service, run.Name);

        Assert.Equal((run.Name.Replace("runs/", "archives/", StringComparison.Ordinal), run.Name, "xor", 2), (archive.Name, archive.Run, archive.DisplayName, archive.Epochs));
        Assert.Equal((run.Recording.Sha256, run.Recording.Bytes), (archive.Sha256, archive.Size));
        var kept = Assert.Single(Directory.EnumerateFiles(service.Host.Data.Archives));
        Assert.Equal(await File.ReadAllBytesAsync(service.Folder(run.Name).Sealed), await File.ReadAllBytesAsync(kept));

        // It stands by itself, and again is the same.
        File.Delete(service.Folder(run.Name).Sealed);
        Assert.Equal(archive, await ArchiveAsync(service, run.Name));
        Assert.True(new FileInfo(kept).Length > 0);
    }

    [Fact]
    public async Task ArchiveRun_ManyTimesAtOnce_GivesOneArchive()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();

        var archives = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ArchiveAsync(service, run.Name)));

        Assert.Single(archives.Distinct());
    }

    [Fact]
    public async Task ArchiveRun_ThatIsNotSealed_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();

        await ArchiveAsync(service, run.Name).IsRefusedAsync(StatusCode.FailedPrecondition);
        await ArchiveAsync(service, "runs/000000000000").IsRefusedAsync(StatusCode.NotFound);
        await ArchiveAsync(service, "x").IsRefusedAsync(StatusCode.NotFound);
    }

    [Fact]
    public async Task ArchiveRun_OfADamagedRecording_IsDataLossAndLeavesNothing()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        service.Errors.Expect(303);
        var bytes = await File.ReadAllBytesAsync(service.Folder(run.Name).Sealed);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(service.Folder(run.Name).Sealed, bytes);

        await ArchiveAsync(service, run.Name).IsRefusedAsync(StatusCode.DataLoss);

        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Archives));
        Assert.Empty((await service.Archives.ListArchivesAsync(new ListArchivesRequest()).Soon()).Archives);
    }

    [Fact]
    public async Task ArchiveRun_WithoutRoom_IsExhausted()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        service.SetUp.Options.ReservedDisk = long.MaxValue / 2;

        await ArchiveAsync(service, run.Name).IsRefusedAsync(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task ListArchives_PageByPage_GivesEachOnceNewestFirst()
    {
        await using var service = await TestService.StartAsync();
        var names = new List<string>();
        for (var i = 0; i < 3; i++) names.Insert(0, (await ArchiveAsync(service, (await service.FinishAsync()).Name)).Name);

        var first = await service.Archives.ListArchivesAsync(new ListArchivesRequest { PageSize = 2 }).Soon();
        var second = await service.Archives.ListArchivesAsync(new ListArchivesRequest { PageSize = 2, PageToken = first.NextPageToken }).Soon();

        Assert.Equal(names, first.Archives.Concat(second.Archives).Select(archive => archive.Name));
        Assert.Equal("", second.NextPageToken);
    }
}
