using Grpc.Core;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>A wrong job is refused with every violation and the path of its field.</summary>
public sealed class BadJobTests
{
    [Fact]
    public async Task Submit_AJobWithManyFaults_NamesEachOnALineOfItsOwn()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        File.Copy(Checkout.Example("iris.csv"), folder["iris.csv"]);
        File.WriteAllText(folder["bad.json"], """
            {
              "data": { "file": "iris.csv", "label": "colour" },
              "network": { "layers": [ { "conv9d": { "units": 3 } }, { "dense": { "units": 3, "activation": "tahn" } } ] },
              "training": { "epochs": -1, "optimizer": { "adam": { "learning_rate": 0 } } }
            }
            """);

        var refused = await service.ClientAsync("submit", folder["bad.json"]);

        Assert.Equal(1, refused.ExitCode);
        foreach (var path in new[] { "data.label", "network.layers[0].conv9d", "network.layers[1].dense.activation", "training.epochs", "training.optimizer.adam.learning_rate" })
        {
            Assert.Contains(refused.ErrorLines, line => line.Contains(path + ":", StringComparison.Ordinal));
        }

        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_AJobWhoseDataDoesNotExist_SaysSoBesideTheRest()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        File.WriteAllText(folder["bad.json"], """{ "data": { "file": "nothing.csv", "label": "x" }, "network": { "shape": [4, 3] }, "training": { "epochs": -1 } }""");

        var refused = await service.ClientAsync("submit", folder["bad.json"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(refused.ErrorLines, line => line.Contains("data.file:", StringComparison.Ordinal));
        Assert.Contains(refused.ErrorLines, line => line.Contains("training.epochs:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SubmitJob_OverTheWire_AnswersInvalidArgumentWithEveryViolation()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        var job = new Job
        {
            Data = new Data { Dataset = "datasets/" + new string('0', 64), Label = "x" },
            Network = new Network { Layers = { new Layer() } },
            Training = new V1.Training { Epochs = -1, Optimizer = new Optimizer() },
        };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = job }));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        var fields = refused.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Select(violation => violation.Field).ToList();
        foreach (var path in new[] { "data.dataset", "network.layers[0]", "training.epochs", "training.optimizer" })
        {
            Assert.Contains(path, fields);
        }
    }

    [Fact]
    public async Task Commands_WithNoServiceThere_SayNotReachable()
    {
        var refused = await Command.RunAsync([Checkout.Client, "runs", "list", "--server", "http://127.0.0.1:9"]);

        Assert.Equal(3, refused.ExitCode);
        Assert.Single(refused.ErrorLines);
    }
}
