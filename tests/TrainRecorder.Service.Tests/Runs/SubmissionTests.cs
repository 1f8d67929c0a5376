using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Runs;

public sealed class SubmissionTests
{
    [Fact]
    public async Task SubmitJob_ThatIsRight_AnswersTheRunWithEveryDefaultExplicit()
    {
        await using var service = await TestService.StartAsync();

        var run = await service.SubmitAsync(epochs: 3);

        Assert.Equal((RunState.Queued, "Waits for a free worker.", 3), (run.State, run.StateReason, run.Progress.Epochs));
        Assert.True(run.Job.Training.HasBatchSize);
        Assert.True(run.Estimate is { Parameters: 22, RecordingBytes: > 0 });
        Assert.Equal(service.Time.GetUtcNow(), run.CreateTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task SubmitJob_ThatIsWrong_NamesEveryViolation()
    {
        await using var service = await TestService.StartAsync();
        var job = Jobs.Xor();
        job.Data = new Data { Dataset = "datasets/" + new string('a', 64), Label = "y" };
        job.Network.Activation = "tahn";
        job.Training.Epochs = -1;

        var fault = await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = job }).IsRefusedAsync(StatusCode.InvalidArgument);

        Assert.Equal(["data.dataset", "network.activation", "training.epochs"], fault.Fields().Order());
        Assert.Contains("training.epochs", fault.Status.Detail, StringComparison.Ordinal);
        Assert.Empty((await service.Training.ListRunsAsync(new ListRunsRequest()).Soon()).Runs);
    }

    [Fact]
    public async Task SubmitJob_WithMoreViolationsThanAnAnswerHolds_IsStillAnsweredReadably()
    {
        await using var service = await TestService.StartAsync();
        var job = Jobs.Xor();
        job.Network = new Network { Layers = { Enumerable.Range(0, 100).Select(_ => new Layer { Name = new string('?', 400), Dense = new Dense { Activation = new string('!', 400) } }) } };

        var fault = await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = job }).IsRefusedAsync(StatusCode.InvalidArgument);

        Assert.True(fault.Fields().Count is > 30 and < 200);
        Assert.Contains("more", fault.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitJob_ABadRequest_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        var large = Jobs.Xor();
        large.Name = new string('x', 1 << 20);

        Assert.Equal(["request_id", "job"], (await service.Training.SubmitJobAsync(new SubmitJobRequest { RequestId = "a b" }).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        Assert.Equal(["request_id"], (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(), RequestId = new string('a', 65) }).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        Assert.Equal(["job"], (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = large }).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
    }

    [Fact]
    public async Task SubmitJob_OverADatasetThatIsThere_IsTakenAndTheWorkerGetsItsFile()
    {
        await using var service = await TestService.StartAsync();
        var dataset = await Uploads.SendAsync(service, "x,y\n1,a\n2,b\n");
        var job = Jobs.Xor();
        job.Data = new Data { Dataset = dataset.Name, Label = "y" };
        job.Network = new Network { Shape = { 1, 3, 2 } };

        await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = job }).Soon();

        using var worker = new WorkerLink(service, await service.Machine.NextAsync());
        var file = Assert.Single((await worker.OpenAsync()).Datasets);
        Assert.Equal((dataset.Name, "csv"), (file.Name, file.Format));
        Assert.Equal("x,y\n1,a\n2,b\n", await File.ReadAllTextAsync(file.Path));
    }

    [Fact]
    public async Task SubmitJob_WithTheSameRequestIdManyTimesAtOnce_MakesOneRun()
    {
        await using var service = await TestService.StartAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.SubmitAsync(requestId: "one")));

        Assert.Single(runs.Select(run => run.Name).Distinct());
        Assert.Single((await service.Training.ListRunsAsync(new ListRunsRequest()).Soon()).Runs);
    }

    [Fact]
    public async Task SubmitJob_TheSameRequestLater_AnswersTheRunAsItIsThen()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(requestId: "one");
        using var worker = await service.OpenNextAsync();

        var again = await service.SubmitAsync(requestId: "one");

        Assert.Equal((run.Name, RunState.Running), (again.Name, again.State));
    }

    [Fact]
    public async Task SubmitJob_AnotherJobUnderAUsedRequestId_AlreadyExists()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync(epochs: 3, requestId: "one");

        await service.SubmitAsync(epochs: 4, requestId: "one").IsRefusedAsync(StatusCode.AlreadyExists);
    }

    [Fact]
    public async Task SubmitJob_ValidateOnly_KeepsNothing()
    {
        await using var service = await TestService.StartAsync();

        var run = (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(), ValidateOnly = true, RequestId = "one" }).Soon()).Run;

        Assert.Equal(("", RunState.Unspecified, 22), (run.Name, run.State, run.Estimate.Parameters));
        Assert.Empty((await service.Training.ListRunsAsync(new ListRunsRequest()).Soon()).Runs);
        await service.SubmitAsync(epochs: 9, requestId: "one");
    }

    [Fact]
    public async Task SubmitJob_WhenTheQueueIsFull_IsExhausted()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxQueued = 2;
        await using var service = await TestService.StartAsync(setUp);
        await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        await service.SubmitAsync();
        await service.SubmitAsync(requestId: "two");

        await service.SubmitAsync().IsRefusedAsync(StatusCode.ResourceExhausted);

        // What was answered before is answered again.
        await service.SubmitAsync(requestId: "two");
    }
}
