using System.Text.RegularExpressions;

namespace TrainRecorder.EndToEnd.Tests.Operation;

/// <summary>What <c>deploy/</c> says to do works, by its own commands; only the folders are the test's.</summary>
[Collection(nameof(Alone))]
public sealed partial class DeployTests
{
    private static readonly string s_deploy = Path.Combine(Checkout.Root, "deploy");

    [Fact]
    public async Task Publish_ByTheCommandOfTheContainerfile_ServesAndTrains()
    {
        using var folder = new TemporaryFolder();
        var container = await File.ReadAllTextAsync(Path.Combine(s_deploy, "container", "Containerfile"));
        (await ShellAsync(RunLine().Match(container).Groups[1].Value.Replace("/app", folder["app"], StringComparison.Ordinal))).Good();

        // Where the image and the unit begin.
        foreach (var program in (string[])[container, await File.ReadAllTextAsync(Unit)])
            Assert.True(File.Exists(folder[Path.Combine("app", Program().Match(program).Groups[1].Value)]), "the program that is started is not there");
        await using var service = await ServiceProcess.StartAsync(folder, program: folder[Path.Combine("app", "TrainRecorder.Service.dll")]);
        var (ended, epochs) = await service.WatchAsync(await service.SubmitAsync(Checkout.Example("iris.json")));
        Assert.Equal((V1.RunState.Succeeded, 61), (ended.State, epochs.Count));
    }

    [Fact]
    public async Task Tools_ByTheCommandsOfTheReadme_InstallAndRun()
    {
        using var folder = new TemporaryFolder();
        var commands = string.Join('\n', File.ReadLines(Path.Combine(s_deploy, "README.md")).Where(line => line.StartsWith("dotnet pack ", StringComparison.Ordinal) || line.StartsWith("dotnet tool ", StringComparison.Ordinal)));
        Assert.Equal(4, commands.Split('\n').Length);
        commands = commands.Replace("artifacts/tools", folder["packages"], StringComparison.Ordinal).Replace("--global", $"--tool-path {folder["tools"]}", StringComparison.Ordinal);

        (await ShellAsync(commands)).Good();

        var version = (await Command.RunAsync(folder[Path.Combine("tools", "trainrecorder")], ["--version"])).Good();
        Assert.Matches(@"^\d+\.\d+\.\d+", version);
        (await Command.RunAsync(folder[Path.Combine("tools", "replay")], ["draw", "2,8,8,1", "-o", folder["net.svg"]])).Good();
        Assert.StartsWith("<", (await File.ReadAllTextAsync(folder["net.svg"])).TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnitAndContainerfile_SetWhatTheServiceKnows()
    {
        var help = (await Command.RunAsync([Checkout.Service, "--help"])).Good();
        foreach (var file in (string[])[Unit, Path.Combine(s_deploy, "container", "Containerfile")])
        {
            var names = Variable().Matches(await File.ReadAllTextAsync(file)).Select(match => match.Groups[1].Value).Distinct().Where(name => name != "TOKEN_DIR").ToList();
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.Contains($"--{name.Replace('_', '-').ToLowerInvariant()} ", help, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Unit_OfSystemd_IsValidAndStopsLaterThanTheService()
    {
        var verified = await Command.OrSkipAsync(() => Command.RunAsync("systemd-analyze", ["verify", "--man=no", Unit]));
        Assert.Equal((0, ""), (verified.ExitCode, verified.Errors));

        // 10 s for the workers (--stop-grace), 15 s for calls, and some more.
        var stop = int.Parse(StopSeconds().Match(await File.ReadAllTextAsync(Unit)).Groups[1].Value, provider: null);
        Assert.InRange(stop, 30, 120);
    }

    private static string Unit => Path.Combine(s_deploy, "systemd", "trainrecorder.service");

    private static Task<CommandResult> ShellAsync(string commands) => Command.RunAsync("bash", ["-euc", commands], limit: Command.LongLimit);

    [GeneratedRegex(@"^RUN (dotnet publish .*)$", RegexOptions.Multiline)]
    private static partial Regex RunLine();

    [GeneratedRegex(@"dotnet[ "",]+/\w+/(?:trainrecorder/)?(\S+\.dll)")]
    private static partial Regex Program();

    [GeneratedRegex(@"TRAINRECORDER_([A-Z_]+)=")]
    private static partial Regex Variable();

    [GeneratedRegex(@"TimeoutStopSec=(\d+)")]
    private static partial Regex StopSeconds();
}

/// <summary>Tests that build run by themselves: two cores are soon full.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
