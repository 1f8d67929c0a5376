using System.Diagnostics;
using TrainRecorder.Client.Tests.Infrastructure;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class CompletionTests : ClientFixture
{
    private async Task<string[]> CompleteAsync(string line) => (await RunAsync(Time, ["complete", line])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task Complete_OfACommand_OffersThoseThatFit()
    {
        Assert.Equal(["pause"], await CompleteAsync("trainrecorder pau"));
        Assert.Contains("--watch", await CompleteAsync("trainrecorder submit job.json --w"));
        Assert.Contains("verify", await CompleteAsync("/usr/bin/trainrecorder archives "));
        Assert.DoesNotContain("complete", await CompleteAsync("trainrecorder "));
    }

    [Fact]
    public async Task Complete_OfARun_AsksTheService()
    {
        Service.Runs["runs/a1"] = new() { Name = "runs/a1" };
        Service.Runs["runs/b2"] = new() { Name = "runs/b2" };

        var found = await CompleteAsync($"trainrecorder watch --server {Url} a");

        Assert.Contains("a1", found);
        Assert.DoesNotContain("b2", found);
    }

    [Fact]
    public async Task Complete_WithoutAService_IsSilent()
    {
        var outcome = await RunAsync(Time, ["complete", "trainrecorder watch --server http://127.0.0.1:1 "]);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Completion_OfEveryShell_PrintsAScriptThatAsks(string shell)
    {
        var outcome = await RunAsync(Time, ["completion", shell]);

        Assert.Equal(0, outcome.Code);
        Assert.Contains("trainrecorder complete", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_LoadedByBash_Completes()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is needed");
        var script = Write("completion.bash", (await RunAsync(Time, ["completion", "bash"])).Output);
        // In place of the program: what it is asked, and an answer.
        var test = $"trainrecorder() {{ [ \"$1 $2\" = 'complete trainrecorder pau' ] && echo pause; }}; source {script}; COMP_LINE='trainrecorder pausing'; COMP_POINT=17; _trainrecorder; echo \"${{COMPREPLY[*]}}\"";
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", test]) { RedirectStandardOutput = true })!;

        Assert.Equal("pause", (await bash.StandardOutput.ReadToEndAsync().DefaultTimeout()).Trim());
    }
}
