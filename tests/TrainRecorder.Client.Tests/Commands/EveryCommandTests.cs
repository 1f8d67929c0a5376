using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using Google.Protobuf.Reflection;
using TrainRecorder.Client.Commands;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

/// <summary>What holds for all commands together: they reach the whole contract, and scripts can read each of them.</summary>
public sealed class EveryCommandTests : ClientFixture
{
    /// <summary>Each command once, as a script calls it. FOLDER, JOB and RECORDING are put in.</summary>
    private static readonly string[] s_lines =
    [
        "submit JOB", "submit JOB --dry-run", "submit JOB --watch",
        "runs list", "runs show 7", "runs watch 7", "runs logs 7", "runs pause 7", "runs resume 7", "runs cancel 7", "runs retry 7", "runs delete 7",
        "watch 7", "logs 7", "pause 7", "resume 7", "cancel 7", "retry 7", "delete 7",
        "datasets list", "datasets show abc", "datasets upload DATA", "datasets delete abc",
        "recording show 7", "recording metrics 7", "recording tensors 7 hidden1.weight train.loss",
        "download 7 -o FOLDER/out.parquet", "archive 7", "import DATA",
        "archives list", "archives show 7", "archives verify 7", "archives restore 7", "archives delete 7",
        "server info", "server statistics",
    ];

    /// <summary>Need more than a line, and have their own tests: <see cref="ReproduceCommandTests"/>, <see cref="CompletionTests"/>.</summary>
    private static readonly string[] s_others = ["reproduce", "completion"];

    public static TheoryData<string> Lines => [.. s_lines];

    private Task<Outcome> RunLineAsync(string line)
    {
        Service.Runs["runs/7"] = new() { Name = "runs/7", Job = new() { Name = "digits" }, State = RunState.Succeeded };
        Service.Archives.Add(new() { Name = "archives/7", Run = "runs/7", Size = 10, Sha256 = "abc" });
        Service.Datasets["datasets/abc"] = new byte[10];
        Service.Recording = new byte[2500];
        Service.OnWatch = async (request, write, _) => await write(new() { Revision = 41, Run = new() { Name = request.Name, State = RunState.Succeeded } });
        Service.OnLogs = async (_, tell) =>
        {
            await tell(new() { Chunk = new() { Data = Google.Protobuf.ByteString.CopyFromUtf8("a line\n") } });
            await tell(new() { End = new() { NextOffset = 7, Complete = true } });
        };
        var data = Write("data.csv", "x,y\n1,2\n3,4\n");
        var job = Write("job.json", """{ "name": "digits", "data": { "file": "data.csv", "label": "y" }, "network": { "shape": [1, 1] } }""");
        return RunAsync([.. line.Split(' ').Select(word => word.Replace("FOLDER", Folder, StringComparison.Ordinal).Replace("DATA", data, StringComparison.Ordinal).Replace("JOB", job, StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task Commands_AllTogether_CallEveryMethodOfTheContract()
    {
        foreach (var line in s_lines) await RunLineAsync(line);

        var contract = typeof(TrainingService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)).OfType<ServiceDescriptor>()
            .Where(service => service.Name != nameof(WorkerService))
            .SelectMany(service => service.Methods.Select(method => $"/{service.FullName}/{method.Name}")).ToList();
        Assert.True(contract.Count >= 30, "The contract was not found.");
        Assert.Equal(contract.Order(StringComparer.Ordinal), Service.Called.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Commands_OfTheHelp_AreAllTriedHere()
    {
        var root = TrainRecorderCommand.Create(new CommandContext(new Terminal(TextWriter.Null, TextWriter.Null, Time, isInteractive: false), _ => null));

        var tried = s_lines.Select(line => root.Parse(line).CommandResult.Command).ToHashSet();

        Assert.Equal(s_others.Order(StringComparer.Ordinal), Leaves(root).Where(command => !tried.Contains(command)).Select(command => command.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Command_WithJson_PrintsAnObjectALineAndNothingElse(string line)
    {
        var outcome = await RunLineAsync(line + " --json");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.NotEqual("", outcome.Output);
        foreach (var text in outcome.Output.Split('\n'))
        {
            using var json = JsonDocument.Parse(text);
            Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        }
    }

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.Where(inner => !inner.Hidden).SelectMany(Leaves);
}
