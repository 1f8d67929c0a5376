using Google.Protobuf;
using Grpc.Core;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class SubmitCommandTests : ClientFixture
{
    private const string Job = """{ "name": "toy", "data": { "file": "toy.csv", "label": "y" }, "network": { "shape": [2, 3, 1] } }""";

    [Fact]
    public async Task Submit_JobWithFile_UploadsItAndNamesTheDataset()
    {
        Write("toy.csv", "x1,x2,y\n1,2,3\n");
        var outcome = await RunAsync("submit", Write("job.json", Job));

        Assert.Equal(new Outcome(0, "runs/7 queued: toy, 2,410 parameters, a recording of at most 3.3 MiB", ""), outcome);
        var request = Assert.Single(Service.Submitted);
        Assert.True(Guid.TryParse(request.RequestId, out _));
        Assert.Equal("x1,x2,y\n1,2,3\n"u8, Service.Datasets[request.Job.Data.Dataset]);
    }

    [Fact]
    public async Task Submit_FileThatTheServiceHas_IsNotSentAgain()
    {
        Write("toy.csv", "x1,x2,y\n1,2,3\n");
        var job = Write("job.json", Job);
        await RunAsync("submit", job);

        await RunAsync("submit", job);

        Assert.Equal(1, Service.Uploads);
        Assert.Equal(2, Service.Submitted.Select(request => request.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task Submit_LargeFile_ArrivesWhole()
    {
        Write("toy.csv", string.Concat(Enumerable.Repeat("1,2,3\n", 200_000)));

        Assert.Equal(0, (await RunAsync("submit", Write("job.json", Job))).Code);
        Assert.Equal(1_200_000, Assert.Single(Service.Datasets).Value.Length);
    }

    [Fact]
    public async Task Submit_Json_PrintsTheRun()
    {
        var job = Write("job.json", """{ "name": "x", "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 2] } }""");

        var outcome = await RunAsync("submit", job, "--json");

        Assert.Equal(Service.Runs["runs/7"], JsonParser.Default.Parse<Run>(outcome.Output));
        Assert.DoesNotContain('\n', outcome.Output);
    }

    [Fact]
    public async Task Submit_DryRun_OnlyValidates()
    {
        var job = Write("job.json", """{ "name": "x", "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 2] } }""");

        var outcome = await RunAsync("submit", job, "--dry-run", "--watch");

        Assert.Equal("valid: x, 2,410 parameters, a recording of at most 3.3 MiB", outcome.Output);
        Assert.True(Assert.Single(Service.Submitted).ValidateOnly);
    }

    [Fact]
    public async Task Submit_FaultsOnBothSides_AreToldTogetherInOrderAndOnce()
    {
        Service.OnSubmit = _ => throw FakeService.Bad(
            ("training.epochs", "must not be negative"),
            ("data.file", "must be uploaded first"),
            ("network.layers[2]", "exactly one kind must be given"),
            ("data.label", "is required"));
        var job = Write("job.json", """
            {
              "data": { "file": "missing.csv" },
              "network": { "layers": [ { "dense": { "units": 3 } }, { "dense": { "units": 3 } }, { "conv9d": { "units": 3 } } ] },
              "training": { "epochs": -1 }
            }
            """);

        var outcome = await RunAsync("submit", job, "--json");

        Assert.Equal(1, outcome.Code);
        Assert.Equal("", outcome.Output);
        Assert.Equal(
            $"""
            data.file: There is no such file beside the job: {Path.Combine(Folder, "missing.csv")}
            data.label: is required
            network.layers[2].conv9d: There is no such kind; did you mean conv1d? There are: dense, conv1d, conv2d, max_pool, average_pool, global_average_pool, global_max_pool, flatten, batch_norm, layer_norm, dropout, embedding, residual.
            training.epochs: must not be negative
            """.ReplaceLineEndings("\n"),
            outcome.Error);
        Assert.True(Assert.Single(Service.Submitted).ValidateOnly);
    }

    [Fact]
    public async Task Submit_FaultsInTheFile_AreToldByRowAndColumnAndTheRestIsStillAsked()
    {
        Write("toy.csv", "x1,x2,y\n1,2,foo\n");
        Service.OnUpload = _ => throw FakeService.Bad(("row 1, column y", "\"foo\" is no number"));
        Service.OnSubmit = _ => throw FakeService.Bad(("data.file", "must be uploaded first"), ("network.shape", "needs two sizes"));

        var outcome = await RunAsync("submit", Write("job.json", Job));

        Assert.Equal(new Outcome(1, "", "data.file: row 1, column y: \"foo\" is no number\nnetwork.shape: needs two sizes"), outcome);
    }

    [Fact]
    public async Task Submit_ServiceRefusesTheDataset_SpeaksOfTheFile()
    {
        Write("toy.csv", "x\n1\n");
        Service.OnSubmit = _ => throw FakeService.Bad(("data.dataset", "has one column only"));

        Assert.Equal(new Outcome(1, "", "data.file: has one column only"), await RunAsync("submit", Write("job.json", Job)));
    }

    [Fact]
    public async Task Submit_NoJson_SaysWhereAndAsksNobody()
    {
        var outcome = await RunAsync("submit", Write("job.json", "{\n  \"name\": digits\n}"));

        Assert.Equal(1, outcome.Code);
        Assert.StartsWith("line 2, column 11: 'd' is an invalid start of a value.", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Service.Submitted);
    }

    [Fact]
    public async Task Submit_NoSuchJobFile_IsWrongUsage()
    {
        var outcome = await RunAsync("submit", "nothing.json");

        Assert.Equal(new Outcome(2, "", "there is no job file nothing.json"), outcome);
    }

    [Fact]
    public async Task Submit_ServiceBusyAtFirst_IsTriedAgainWithTheSameRequestId()
    {
        var answer = Service.OnSubmit;
        Service.OnSubmit = request => Service.Submitted.Count < 3 ? throw FakeService.Failure(StatusCode.Unavailable, "starting") : answer(request);
        var job = Write("job.json", """{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 2] } }""");

        var outcome = await RunAsync("submit", job);

        Assert.Equal(0, outcome.Code);
        Assert.Equal(3, Service.Submitted.Count);
        Assert.Single(Service.Submitted.Select(request => request.RequestId).Distinct());
    }

    [Fact]
    public async Task Submit_OtherFailure_IsNotTriedAgain()
    {
        Service.OnSubmit = _ => throw FakeService.Failure(StatusCode.ResourceExhausted, "100 runs wait; try again later");
        var job = Write("job.json", """{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 2] } }""");

        Assert.Equal(new Outcome(1, "", "100 runs wait; try again later"), await RunAsync("submit", job));
        Assert.Single(Service.Submitted);
    }
}
