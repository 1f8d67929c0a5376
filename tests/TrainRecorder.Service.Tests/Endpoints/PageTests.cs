using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Endpoints;

public sealed class PageTests
{
    [Fact]
    public async Task ListRuns_PageByPage_GivesEveryRunOnceNewestFirst()
    {
        await using var service = await TestService.StartAsync();
        var names = new List<string>();
        for (var i = 0; i < 7; i++) names.Insert(0, (await service.SubmitAsync()).Name);

        var listed = new List<string>();
        var token = "";
        do
        {
            var page = await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = 3, PageToken = token }).Soon();
            listed.AddRange(page.Runs.Select(run => run.Name));
            token = page.NextPageToken;
            // What is new meanwhile does not move the pages.
            await service.SubmitAsync();
        }
        while (token.Length > 0);

        Assert.Equal(names, listed);
    }

    [Fact]
    public async Task ListRuns_ATokenAfterARestart_IsStillTaken()
    {
        await using var service = await TestService.StartAsync();
        var first = await service.SubmitAsync();
        await service.SubmitAsync();
        var token = (await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = 1 }).Soon()).NextPageToken;

        await using var next = await service.RestartAsync();

        Assert.Equal(first.Name, Assert.Single((await next.Training.ListRunsAsync(new ListRunsRequest { PageToken = token }).Soon()).Runs).Name);
    }

    [Fact]
    public async Task Lists_OfABadPage_AreRefused()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        await service.SubmitAsync();
        var good = (await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = 1 }).Soon()).NextPageToken;
        var changed = (good[0] == 'A' ? 'B' : 'A') + good[1..];

        foreach (var token in new[] { "x", changed, good + "A", new string('A', good.Length), good[..^1], "!" + good[1..] })
        {
            Assert.Equal(["page_token"], (await service.Training.ListRunsAsync(new ListRunsRequest { PageToken = token }).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
            Assert.Equal(["page_token"], (await service.Archives.ListArchivesAsync(new ListArchivesRequest { PageToken = token }).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        }

        // A token of one list does not open another.
        await service.Archives.ListArchivesAsync(new ListArchivesRequest { PageToken = good }).IsRefusedAsync(StatusCode.InvalidArgument);
        await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = -1 }).IsRefusedAsync(StatusCode.InvalidArgument);
        await service.Archives.ListArchivesAsync(new ListArchivesRequest { PageSize = 1001 }).IsRefusedAsync(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task GetServerInfo_TellsVersionAndLimits()
    {
        await using var service = await TestService.StartAsync();
        var info = await service.Server.GetServerInfoAsync(new GetServerInfoRequest()).Soon();
        Assert.Equal(("0.1.0", 1, 1, 1000, 1L << 30), (info.Version, info.FormatVersion, info.MaxRunning, info.MaxQueued, info.MaxDatasetBytes));
    }
}
