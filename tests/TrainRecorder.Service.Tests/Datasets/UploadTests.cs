using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.Service.Transfers;
using TrainRecorder.V1;
using static TrainRecorder.Service.Tests.Infrastructure.Uploads;

namespace TrainRecorder.Service.Tests.Datasets;

public sealed class UploadTests
{
    private const string Text = "x,y\n1,a\n";

    [Fact]
    public async Task Upload_InChunks_MakesADatasetThatSurvivesARestart()
    {
        await using var service = await TestService.StartAsync();

        var dataset = await SendAsync(service, Part(Header(Text)), Part(Text[..3]), Part(Text[3..]));

        Assert.Equal(("datasets/" + Header(Text).Sha256, "data.csv", "csv", Text.Length), (dataset.Name, dataset.DisplayName, dataset.Format, dataset.Size));
        Assert.Equal(100, dataset.Schema.Rows);
        await using var next = await service.RestartAsync();
        Assert.Equal(dataset, (await next.Datasets.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name }).Soon()).Dataset);
        Assert.Equal(Text, await File.ReadAllTextAsync(next.Host.Data.Dataset(Header(Text).Sha256)));
    }

    [Fact]
    public async Task Upload_TheSameBytesAgain_AnswersTheSameDataset()
    {
        await using var service = await TestService.StartAsync();
        var first = await SendAsync(service, Text);
        var header = Header(Text);
        header.DisplayName = "other.csv";

        Assert.Equal(first, await SendAsync(service, Part(header), Part(Text)));
    }

    [Fact]
    public async Task Upload_TheSameBytesAtOnce_MakesOneDataset()
    {
        await using var service = await TestService.StartAsync();

        var datasets = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(service, Text)));

        Assert.Single(datasets.Distinct());
    }

    [Fact]
    public async Task Upload_WithABadHeader_NamesEveryViolation()
    {
        await using var service = await TestService.StartAsync();
        var header = new DatasetHeader { DisplayName = "../data.csv", Format = "exe", Size = 0, Sha256 = "x" };

        var fault = await SendAsync(service, Part(header)).IsRefusedAsync(StatusCode.InvalidArgument);

        Assert.Equal(["header.display_name", "header.format", "header.sha256", "header.size"], fault.Fields().Order());
    }

    [Fact]
    public async Task Upload_InAnotherOrder_IsRefused()
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(["header"], (await SendAsync(service, Part(Text)).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        Assert.Equal(["header"], (await SendAsync(service).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        Assert.Equal(["chunk"], (await SendAsync(service, Part(Header(Text)), Part(Header(Text))).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        Assert.Equal(["chunk.data"], (await SendAsync(service, Part(Header(Text)), Part("")).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        var large = new string('x', (1 << 20) + 1);
        Assert.Equal(["chunk.data"], (await SendAsync(service, Part(Header(large)), Part(large)).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
    }

    [Fact]
    public async Task Upload_OfOtherBytesThanAnnounced_IsDataLossAndLeavesNothing()
    {
        await using var service = await TestService.StartAsync();

        await SendAsync(service, Part(Header(Text)), Part(Text[1..])).IsRefusedAsync(StatusCode.DataLoss);
        await SendAsync(service, Part(Header(Text)), Part(Text), Part("x")).IsRefusedAsync(StatusCode.InvalidArgument);
        await SendAsync(service, Part(Header(Text)), Part(Text.ToUpperInvariant())).IsRefusedAsync(StatusCode.DataLoss);

        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Datasets, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Upload_OfAFileWithFaults_NamesThemWithRowAndColumn()
    {
        await using var service = await TestService.StartAsync();

        var fault = await SendAsync(service, "fault,y\n").IsRefusedAsync(StatusCode.InvalidArgument);

        Assert.Equal(["row 17, column age"], fault.Fields());
        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Datasets, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Upload_BeyondALimit_IsExhausted()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxDatasetBytes = 10;
        await using var service = await TestService.StartAsync(setUp);

        await SendAsync(service, "eleven bytes").IsRefusedAsync(StatusCode.ResourceExhausted);
        await SendAsync(service, "huge").IsRefusedAsync(StatusCode.ResourceExhausted);
        setUp.Options.ReservedDisk = long.MaxValue / 2;
        await SendAsync(service, "x,y").IsRefusedAsync(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Upload_OneTooMany_IsExhaustedUntilAnotherEnds()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxUploads = 1;
        await using var service = await TestService.StartAsync(setUp);
        using (service.Part<Turnstiles>().Uploads.Enter())
        {
            await SendAsync(service, Text).IsRefusedAsync(StatusCode.ResourceExhausted);
        }

        await SendAsync(service, Text);
    }

    [Fact]
    public async Task Upload_ThatBringsNoBytes_EndsAfterTheIdleTime()
    {
        await using var service = await TestService.StartAsync();
        using var call = service.Datasets.UploadDataset();
        await call.RequestStream.WriteAsync(Part(Header(Text))).Soon();
        // First for the header, then for the chunk that never comes.
        await service.Time.WaitingAsync(TimeSpan.FromSeconds(30));
        await service.Time.WaitingAsync(TimeSpan.FromSeconds(30));

        service.Time.Advance(TimeSpan.FromSeconds(31));

        await call.ResponseAsync.IsRefusedAsync(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Upload_ThatBroke_GoesOnWhereItStopped_AlsoAfterARestart()
    {
        await using var service = await TestService.StartAsync();
        var header = Header(Text);
        Assert.Equal(0, (await QueryAsync(service, header)).Offset);

        await SendAsync(service, Part(header), Part(Text[..5])).IsRefusedAsync(StatusCode.DataLoss);
        await using var next = await service.RestartAsync();
        Assert.Equal(5, (await QueryAsync(next, header)).Offset);
        header.Offset = 3;
        await SendAsync(next, Part(header), Part(Text[3..])).IsRefusedAsync(StatusCode.OutOfRange);
        header.Offset = 5;
        var dataset = await SendAsync(next, Part(header), Part(Text[5..]));

        Assert.Equal(Text, await File.ReadAllTextAsync(next.Host.Data.Dataset(header.Sha256)));
        Assert.Equal(dataset, (await QueryAsync(next, header)).Dataset);
        Assert.Empty(Directory.EnumerateFiles(next.Host.Data.Incoming));
    }

    [Fact]
    public async Task Upload_WithAChunkThatIsDamaged_KeepsWhatWasBeforeIt()
    {
        await using var service = await TestService.StartAsync();
        var header = Header(Text);
        var damaged = Part(Text[3..], 3);
        damaged.Chunk.Crc32C ^= 1;

        await SendAsync(service, Part(header), Part(Text[..3]), damaged).IsRefusedAsync(StatusCode.DataLoss);
        var gap = await SendAsync(service, Part(header), Part(Text[..3], 1)).IsRefusedAsync(StatusCode.InvalidArgument);

        Assert.Equal(["chunk.offset"], gap.Fields());
        await SendAsync(service, Part(header), Part(Text[..3]), damaged).IsRefusedAsync(StatusCode.DataLoss);
        Assert.Equal(3, (await QueryAsync(service, header)).Offset);
    }

    [Fact]
    public async Task Upload_NobodyGoesOnWith_IsForgottenAfterADay()
    {
        await using var service = await TestService.StartAsync();
        var header = Header(Text);
        await SendAsync(service, Part(header), Part(Text[..3])).IsRefusedAsync(StatusCode.DataLoss);

        service.Part<IncomingFiles>().Expire(TimeSpan.FromDays(-36_500));

        Assert.Equal(0, (await QueryAsync(service, header)).Offset);
    }

    [Fact]
    public async Task DeleteDataset_WhileItIsSentAgainAndJobsNeedIt_LeavesNoneWithoutItsFile()
    {
        var setUp = new TestSetUp();
        // Nothing is launched: a run that is cancelled is so at once.
        setUp.Options.MaxRunning = 0;
        await using var service = await TestService.StartAsync(setUp);
        var name = (await SendAsync(service, Text)).Name;
        var job = Jobs.Xor();
        (job.Data, job.Network) = (new Data { Dataset = name, Label = "y" }, new Network { Shape = { 1, 3, 2 } });
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(
                TryAsync(service.Datasets.DeleteDatasetAsync(new DeleteDatasetRequest { Name = name }).ResponseAsync),
                SendAsync(service, Text),
                TryAsync(service.Training.SubmitJobAsync(new SubmitJobRequest { Job = job }).ResponseAsync));

            var runs = (await service.Training.ListRunsAsync(new ListRunsRequest()).Soon()).Runs;
            var there = await service.Catalogue.ReadAsync(rows => rows.Datasets.AnyAsync(), CancellationToken.None);
            Assert.Equal(there, File.Exists(service.Host.Data.Dataset(name["datasets/".Length..])));
            Assert.True(there || runs.All(run => run.State == RunState.Cancelled));
            foreach (var run in runs) await service.Training.CancelRunAsync(new CancelRunRequest { Name = run.Name, Grace = new() }).Soon();
        }

        // Refused is as good as done.
        static async Task TryAsync(Task call)
        {
            try
            {
                await call.Soon();
            }
            catch (RpcException fault) when (fault.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.InvalidArgument)
            {
            }
        }
    }

    private static async Task<QueryUploadResponse> QueryAsync(TestService service, DatasetHeader header) =>
        await service.Datasets.QueryUploadAsync(new QueryUploadRequest { Sha256 = header.Sha256, Size = header.Size }).Soon();

    [Theory]
    [InlineData("datasets/0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("datasets/../../catalogue.db")]
    public async Task GetDataset_ThatIsNot_IsNotFound(string name)
    {
        await using var service = await TestService.StartAsync();
        await service.Datasets.GetDatasetAsync(new GetDatasetRequest { Name = name }).IsRefusedAsync(StatusCode.NotFound);
    }
}
