using TrainRecorder.Worker.Attempts;

namespace TrainRecorder.Worker.Tests.Attempts;

public sealed class AttemptOptionsTests
{
    private static readonly Dictionary<string, string?> s_good = new()
    {
        ["TRAINRECORDER_SOCKET"] = "/tmp/s",
        ["TRAINRECORDER_TOKEN"] = "secret",
        ["TRAINRECORDER_RUN"] = "runs/1",
        ["TRAINRECORDER_ATTEMPT"] = "3",
        ["TRAINRECORDER_THREADS"] = "2",
    };

    [Fact]
    public void Read_Complete_TakesEverything()
    {
        var options = AttemptOptions.Read(s_good.GetValueOrDefault, out var faults);

        Assert.Empty(faults);
        Assert.Equal(new AttemptOptions("/tmp/s", "secret", "runs/1", 3, 2), options);
        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutThreads_TakesTheProcessorsUpToEight()
    {
        var variables = new Dictionary<string, string?>(s_good) { ["TRAINRECORDER_THREADS"] = null };

        var options = AttemptOptions.Read(variables.GetValueOrDefault, out var faults);

        Assert.Empty(faults);
        Assert.Equal(Math.Min(8, Environment.ProcessorCount), options.Threads);
    }

    [Fact]
    public void Read_Nothing_TellsEveryFault()
    {
        AttemptOptions.Read(_ => null, out var faults);

        Assert.Equal(4, faults.Count);
    }

    [Theory]
    [InlineData("TRAINRECORDER_ATTEMPT", "0")]
    [InlineData("TRAINRECORDER_ATTEMPT", "-1")]
    [InlineData("TRAINRECORDER_ATTEMPT", "one")]
    [InlineData("TRAINRECORDER_THREADS", "0")]
    [InlineData("TRAINRECORDER_THREADS", "1025")]
    [InlineData("TRAINRECORDER_THREADS", "1.5")]
    public void Read_BadNumber_NamesTheVariable(string variable, string value)
    {
        var variables = new Dictionary<string, string?>(s_good) { [variable] = value };

        AttemptOptions.Read(variables.GetValueOrDefault, out var faults);

        Assert.StartsWith(variable, Assert.Single(faults), StringComparison.Ordinal);
    }
}
