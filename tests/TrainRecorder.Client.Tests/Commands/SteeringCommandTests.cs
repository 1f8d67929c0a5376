using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class SteeringCommandTests : ClientFixture
{
    [Theory]
    [InlineData("pause", "runs/7 pausing")]
    [InlineData("resume", "runs/7 queued, number 2 in the queue: 1 run is ahead of it.")]
    [InlineData("cancel", "runs/7 cancelling")]
    [InlineData("retry", "runs/8 queued")]
    [InlineData("delete", "runs/7 deleted, 2 KiB are free")]
    public async Task Steer_ARun_AsksAndSaysWhatItIsNow(string command, string line)
    {
        Service.Runs["runs/7"] = new() { Name = "runs/7", State = RunState.Running };

        Assert.Equal(new Outcome(0, line, ""), await RunAsync(command, "7"));
        Assert.Equal(0, (await RunAsync("runs", command, "7", "--json")).Code);
        Assert.Equal(2, Service.Steered.Count);
    }

    [Fact]
    public async Task Steer_WithOptions_SendsThem()
    {
        Service.Runs["runs/7"] = new() { Name = "runs/7" };
        await RunAsync("cancel", "7", "--grace", "2.5");
        await RunAsync("resume", "7", "--priority", "-3");
        await RunAsync("retry", "7", "--priority", "4");

        Assert.Equal(2.5, Service.Steered.OfType<CancelRunRequest>().Single().Grace.ToTimeSpan().TotalSeconds);
        Assert.Equal(-3, Service.Steered.OfType<ResumeRunRequest>().Single().Priority);
        var retry = Service.Steered.OfType<RetryRunRequest>().Single();
        Assert.Equal(4, retry.Priority);
        Assert.NotEqual("", retry.RequestId);
    }

    [Fact]
    public async Task List_WithFilterAndOrder_SendsThem()
    {
        var outcome = await RunAsync("runs", "list", "--filter", "state = FAILED", "--order", "priority desc");

        var request = Assert.Single(Service.Lists);
        Assert.Equal(("state = FAILED", "priority desc", "no run passes the filter"), (request.Filter, request.OrderBy, outcome.Error));
    }
}
