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
    public async Task Complete_WhereAFileIsWanted_LeavesItToTheShell() => Assert.Empty(await CompleteAsync("trainrecorder submit "));

    [Fact]
    public async Task Complete_Describing_SaysWhatEachIs()
    {
        Service.Runs["runs/a1"] = new() { Name = "runs/a1", Job = new() { Name = "digits" }, State = V1.RunState.Running };

        Assert.Contains("a1\tdigits, running", (await RunAsync(Time, ["complete", $"trainrecorder watch --server {Url} ", "--describe"])).Output, StringComparison.Ordinal);
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

    [Fact]
    public async Task Complete_OfAServiceThatDoesNotAnswer_GivesUpSilently()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Service.OnList = cancelled =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, cancelled);
        };
        // On a thread of its own: the command waits where it was called.
        var completing = Task.Run(() => RunAsync(Time, ["complete", $"trainrecorder watch --server {Url} "]));
        await asked.Task.DefaultTimeout();

        Time.Advance(TimeSpan.FromSeconds(2));

        var outcome = await completing.DefaultTimeout();
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
        var script = Write("completion.bash", (await RunAsync(Time, ["completion", "bash"])).Output);

        // In place of the program: what it is asked, and an answer.
        Assert.Equal("pause", (await ShellAsync(
            "/bin/bash",
            "-c",
            $"trainrecorder() {{ [ \"$1 $2\" = 'complete trainrecorder pau' ] && echo pause; }}; source {script}; COMP_LINE='trainrecorder pausing'; COMP_POINT=17; _trainrecorder; echo \"${{COMPREPLY[*]}}\"")).Trim());
    }

    [Fact]
    public async Task Completion_LoadedByFish_CompletesWithDescriptionsOrFiles()
    {
        var script = Write("completion.fish", (await RunAsync(Time, ["completion", "fish"])).Output);
        var load = $"function trainrecorder; test \"$argv[2..]\" = 'trainrecorder pau --describe'; and printf 'pause\\tAsks a run to wait\\n'; end; source {script}; cd {Folder};";

        Assert.Equal("pause\tAsks a run to wait\n", await ShellAsync("/usr/bin/fish", "--no-config", "-c", load + "complete -C 'trainrecorder pau'"));
        Assert.Equal("completion.fish\n", await ShellAsync("/usr/bin/fish", "--no-config", "-c", load + "complete -C 'trainrecorder submit compl'"));
    }

    [Fact]
    public async Task Completion_LoadedByZsh_CompletesAtItsPrompt()
    {
        var script = Write("_trainrecorder", (await RunAsync(Time, ["completion", "zsh"])).Output);
        var setUp = Write("setup.zsh", $"PS1=; autoload -Uz compinit; compinit -u -d {Folder}/dump; trainrecorder() {{ print 'pause\tAsks a run to wait'; }}; source {script}");
        // A terminal of its own: zsh completes nowhere else.
        var test = Write("test.zsh", $$"""
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'source {{setUp}}; print READY'
            zpty -r -m shell seen '*READY*READY*'
            zpty -w -n shell $'trainrecorder pau\t'
            zpty -r -m shell seen '*pause*'
            print -r -- "$seen"
            zpty -d shell
            """);

        Assert.Contains("trainrecorder pause", await ShellAsync("/usr/bin/zsh", "-f", test), StringComparison.Ordinal);
    }

    private static async Task<string> ShellAsync(string shell, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(shell), $"{shell} is needed");
        using var process = Process.Start(new ProcessStartInfo(shell, arguments) { RedirectStandardOutput = true })!;
        return await process.StandardOutput.ReadToEndAsync().DefaultTimeout();
    }
}
