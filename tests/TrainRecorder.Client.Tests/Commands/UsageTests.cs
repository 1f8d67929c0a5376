using TrainRecorder.Client.Tests.Infrastructure;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class UsageTests : ClientFixture
{
    [Theory]
    [InlineData("--server: \"ftp://x\" is no address", "runs", "list", "--server", "ftp://x")]
    [InlineData("--server: \"localhost:5871\" is no address", "runs", "list", "--server", "localhost:5871")]
    [InlineData("--server: \"http://10.0.0.1:5871\" would send the access token in plain text", "runs", "list", "--server", "http://10.0.0.1:5871")]
    [InlineData("--server: \"https://host/path\" has more than a host and a port", "runs", "list", "--server", "https://host/path")]
    [InlineData("\"a b\" is no name of a run", "runs", "show", "a b")]
    [InlineData("\"archives/7\" is no name of a run", "archive", "archives/7")]
    [InlineData("--limit must be at least 1", "runs", "list", "--limit", "0")]
    [InlineData("--grace must be from 0 to 3600", "cancel", "7", "--grace", "4000")]
    [InlineData("--tail must be at least 1", "logs", "7", "--tail", "0")]
    [InlineData("\"runs/7\" is no name of an archive", "archives", "show", "runs/7")]
    [InlineData("tcsh", "completion", "tcsh")]
    [InlineData("Option '--output' is required", "download", "7")]
    [InlineData("Required argument 'JOB.json' missing", "submit")]
    [InlineData("Unrecognized command or argument 'frobnicate'", "frobnicate")]
    [InlineData("Required command was not provided", "runs")]
    public async Task Run_WrongCommandLine_SaysWhatIsWrongAndExitsWith2(string begin, params string[] arguments)
    {
        var outcome = await RunAsync(Time, arguments);

        Assert.Equal(2, outcome.Code);
        Assert.Equal("", outcome.Output);
        Assert.Contains(begin, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Help_NamesEveryCommand()
    {
        var outcome = await RunAsync(Time, ["--help"]);

        Assert.Equal(0, outcome.Code);
        foreach (var command in (string[])["submit", "runs", "watch", "pause", "resume", "cancel", "retry", "delete", "logs", "datasets", "recording", "archive", "archives", "download", "import", "server", "completion", "--server", "--json"]) Assert.Contains(command, outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("runs/7")]
    public async Task Run_RunByEitherName_IsTheSame(string name)
    {
        Service.Runs["runs/7"] = new() { Name = "runs/7" };

        Assert.Equal(0, (await RunAsync("runs", "show", name)).Code);
    }
}
