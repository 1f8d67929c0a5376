using System.Diagnostics;
using System.Globalization;

using TrainRecorder.EndToEnd.Tests.Operation;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The README's first command. It builds what the other tests run.</summary>
[Collection(nameof(Alone))]
public sealed class QuickstartTests
{
    [Fact]
    public async Task Quickstart_OfTheDigits_LeavesPicturesPageAndRecording()
    {
        using var folder = new TemporaryFolder();

        (await Command.RunAsync(Quickstart(folder), limit: Command.LongLimit)).Good();

        foreach (var extension in new[] { ".png", ".webp", ".html", ".parquet" })
        {
            Assert.True(File.Exists(folder["digits" + extension]), extension);
        }

        using var table = new RecordingTable(folder["digits.parquet"]);
        var accuracy = table.Select("validation.accuracy").Select(row => (double)row[0]!).ToList();
        Assert.Equal(61, accuracy.Count);
        Assert.True(accuracy[^1] >= 0.96, accuracy[^1].ToString(CultureInfo.InvariantCulture));
        Assert.Empty(ProcessesNaming(folder.Path));
    }

    [Fact]
    public async Task Quickstart_OfTheNetworkOfTheQuestion_DrawsIt()
    {
        using var folder = new TemporaryFolder();

        (await Command.RunAsync(Quickstart(folder, "--network", "1000,300,50", "--epochs", "3"), limit: Command.LongLimit)).Good();

        Assert.True(File.Exists(folder["network-1000-300-50.png"]));
        Assert.Empty(ProcessesNaming(folder.Path));
    }

    [Fact]
    public async Task Quickstart_Interrupted_LeavesNoProcess()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends SIGINT and looks for processes in /proc");
        using var folder = new TemporaryFolder();
        using var quickstart = Process.Start(Command.Dotnet(Quickstart(folder, "--network", "1000,300,50", "--epochs", "1000")))!;

        // All that it prints is read, to the end: a full pipe would hold it up where no signal is seen.
        var errors = quickstart.StandardError.ReadToEndAsync();
        var training = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = ReadAsync(quickstart.StandardOutput, training);

        // Interrupted while it trains: the service says so by its recording.
        await Task.WhenAny(training.Task, output).WaitAsync(Command.LongLimit);
        Assert.True(training.Task.IsCompleted, "it ended before it trained");

        foreach (var id in ProcessesNaming("quickstart").Intersect(Descendants(quickstart.Id)).Append(quickstart.Id))
        {
            Signals.Interrupt(id);
        }

        await quickstart.WaitForExitAsync().WaitAsync(Command.Limit);
        await Task.WhenAll(output, errors).WaitAsync(Command.Limit);
        Assert.NotEqual(0, quickstart.ExitCode);
        Assert.Empty(ProcessesNaming(folder.Path));
    }

    private static async Task ReadAsync(StreamReader output, TaskCompletionSource training)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.Contains("epoch", StringComparison.OrdinalIgnoreCase)) training.TrySetResult();
        }
    }

    private static string[] Quickstart(TemporaryFolder folder, params string[] rest) =>
        ["run", Path.Combine(Checkout.Root, "deploy", "quickstart.cs"), .. rest, "--output", folder.Path];

    private static List<int> ProcessesNaming(string text) =>
        [.. Process.GetProcesses().Select(process => process.Id).Where(id => id != Environment.ProcessId && CommandLine(id).Contains(text, StringComparison.Ordinal))];

    private static string CommandLine(int id)
    {
        var file = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cmdline";
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : "";
        }
        catch (IOException)
        {
            return ""; // It ended while we looked.
        }
    }

    private static HashSet<int> Descendants(int root)
    {
        var parents = Process.GetProcesses().ToDictionary(process => process.Id, process => Workers.Parent(process.Id));
        var found = new HashSet<int> { root };
        int before;
        do
        {
            before = found.Count;
            found.UnionWith(parents.Where(pair => found.Contains(pair.Value)).Select(pair => pair.Key).ToList());
        }
        while (found.Count > before);

        return found;
    }
}
