using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Housekeeping;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Runs;

public sealed class DeletionTests
{
    [Fact]
    public async Task DeleteRun_ThatIsOver_FreesItsBytesAndIsGone_AndItsArchiveStays()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        var archive = (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive;
        await service.Training.DeleteRunAsync(new DeleteRunRequest { Name = run.Name, Etag = "\"0\"" }).IsRefusedAsync(StatusCode.Aborted);

        var freed = await service.DeleteAsync(run.Name, run.Etag);

        Assert.True(freed >= run.Recording.Bytes);
        Assert.False(Directory.Exists(service.Folder(run.Name).Root));
        await service.Training.GetRunAsync(new GetRunRequest { Name = run.Name }).IsRefusedAsync(StatusCode.NotFound);
        await service.Training.DeleteRunAsync(new DeleteRunRequest { Name = run.Name }).IsRefusedAsync(StatusCode.NotFound);
        Assert.Equal(0, await service.Catalogue.ReadAsync(
            async rows => await rows.Events.CountAsync() + await rows.Commits.CountAsync() + await rows.Metrics.CountAsync() + await rows.Attempts.CountAsync(), CancellationToken.None));
        Assert.Equal(archive, (await service.Archives.GetArchiveAsync(new GetArchiveRequest { Name = archive.Name }).Soon()).Archive);
        await using var next = await service.RestartAsync();
        Assert.Empty((await next.Training.ListRunsAsync(new ListRunsRequest()).Soon()).Runs);
    }

    [Fact]
    public async Task DeleteRun_ThatLives_IsRefused_AndItsWatcherHearsWhenItIsGone()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await service.Training.DeleteRunAsync(new DeleteRunRequest { Name = run.Name }).IsRefusedAsync(StatusCode.FailedPrecondition);
        await worker.CloseAsync(AttemptOutcome.Failed, "no");
        await service.Training.DeleteRunAsync(new DeleteRunRequest { Name = run.Name }).IsRefusedAsync(StatusCode.Unavailable);
        worker.Process.Exit(0);

        await service.DeleteAsync(run.Name);

        using var watch = service.Training.WatchRun(new WatchRunRequest { Name = run.Name });
        await watch.ResponseStream.MoveNext(CancellationToken.None).IsRefusedAsync(StatusCode.NotFound);
    }

    [Fact]
    public async Task Start_AfterAKillInTheMiddleOfADeletion_RemovesWhatItLeft()
    {
        await using var service = await TestService.StartAsync();
        var folder = service.Host.Data.Run("000000000000");
        folder.Make();
        await File.WriteAllTextAsync(folder.Sealed, "left");
        await File.WriteAllTextAsync(service.Host.Data.Archive("000000000000"), "left");
        await File.WriteAllTextAsync(service.Host.Data.Dataset(new string('a', 64)), "left");

        await using var next = await service.RestartAsync();

        Assert.False(Directory.Exists(folder.Root));
        Assert.Empty(Directory.EnumerateFiles(next.Host.Data.Archives));
        Assert.Empty(Directory.EnumerateFiles(next.Host.Data.Datasets));
    }

    [Fact]
    public async Task RequestId_OfADeletedRun_MakesNoSecondOne_UntilItIsForgotten()
    {
        var setUp = new TestSetUp();
        setUp.Options.KeepRequests = TimeSpan.FromMinutes(1);
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync(requestId: "one");
        using var worker = await service.OpenNextAsync();
        await worker.CloseAsync(AttemptOutcome.Failed, "no");
        worker.Process.Exit(0);
        await service.DeleteAsync(run.Name);

        await service.SubmitAsync(requestId: "one").IsRefusedAsync(StatusCode.NotFound);
        service.Time.Advance(TimeSpan.FromMinutes(2));
        await service.Part<HousekeepingLoop>().TidyAsync(CancellationToken.None).Soon();

        Assert.NotEqual(run.Name, (await service.SubmitAsync(requestId: "one")).Name);
    }
}
