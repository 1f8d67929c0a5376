using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Statistics;

public sealed class StatisticsTests
{
    [Fact]
    public async Task GetStatistics_AfterSomeWork_CountsIt()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync(epochs: 2);
        var dataset = await Uploads.SendAsync(service, "x,y\n1,a\n");
        var archive = (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive;
        var waiting = await service.SubmitAsync();
        using var watch = service.Training.WatchRun(new WatchRunRequest { Name = waiting.Name });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).Soon());
        using var worker = await service.OpenNextAsync();

        var statistics = await service.Server.GetStatisticsAsync(new GetStatisticsRequest()).Soon();

        Assert.Equal((1, 1), (statistics.Runs["SUCCEEDED"], statistics.Runs["RUNNING"]));
        Assert.Equal((3, 1, 1, 1), (statistics.EpochsCommitted, statistics.Watchers, statistics.Datasets, statistics.Archives));
        Assert.Equal((run.Recording.Bytes, dataset.Size, archive.Size), (statistics.RecordingBytes, statistics.DatasetBytes, statistics.ArchiveBytes));
        Assert.Equal(waiting.Estimate.RecordingBytes, statistics.ExpectedBytes);
        Assert.True(statistics is { Revision: > 5, FreeDiskBytes: > 0, MemoryBytes: > 0, Workers: >= 1 });
    }

    [Fact]
    public async Task GetStatistics_LaterOn_TellsWhenTheServiceStarted()
    {
        await using var service = await TestService.StartAsync();
        var start = service.Time.GetUtcNow();

        await service.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(start, (await service.Server.GetStatisticsAsync(new GetStatisticsRequest()).Soon()).StartTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task GetServerInfo_NamesLimitsAndDevices()
    {
        await using var service = await TestService.StartAsync();

        var info = await service.Server.GetServerInfoAsync(new GetServerInfoRequest()).Soon();

        Assert.True(info is { MaxWatchers: 1_000, MaxUploads: 4, MaxDownloads: 32, MaxRetries: 5, KeepArchives: 0, KeepArchivesFor: null });
        Assert.Equal(15, info.Lease.Seconds);
        Assert.True(Assert.Single(info.Devices) is { Kind: "cpu", Processors: > 0, MemoryBytes: > 0 });
    }
}
