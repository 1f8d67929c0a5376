#!/usr/bin/env dotnet

// The whole of TrainRecorder in one command, `dotnet run deploy/quickstart.cs`: builds, starts the service, trains,
// archives, renders. Leaves its files in one folder and no process behind, even when interrupted.

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));
var watch = Stopwatch.StartNew();

if (!Options.TryParse(args, root, out var options))
{
    return 2;
}

using var interrupted = new CancellationTokenSource();
void Interrupt(PosixSignalContext context)
{
    context.Cancel = true;
    interrupted.Cancel();
}

using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

try
{
    return await QuickstartAsync(interrupted.Token);
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("quickstart: interrupted; everything it started was stopped");
    return 130;
}
catch (StepFailedException failure)
{
    Console.Error.WriteLine($"quickstart: {failure.Message}");
    return 1;
}

async Task<int> QuickstartAsync(CancellationToken cancel)
{
    Directory.CreateDirectory(options.Output);
    var job = options.WriteJob(root);
    string InOutput(string extension) => Path.Combine(options.Output, options.Name + extension);

    Say("building");
    await RunAsync("dotnet", ["build", Path.Combine(root, "deploy", "quickstart.slnf"), "--nologo", "-v:quiet", "-clp:ErrorsOnly"], cancel);

    Say("starting the service");
    await using var service = await Service.StartAsync(Program("TrainRecorder.Service", "TrainRecorder.Service.dll"), Path.Combine(options.Output, "service"), cancel);
    string[] Client(params string[] rest) => [Program("TrainRecorder.Client", "trainrecorder.dll"), .. rest, "--server", service.Url];
    string[] Replay(params string[] rest) => [Program("TrainRecorder.ReplayViewer", "replay.dll"), .. rest];

    Say($"training {options.Name}");
    var submitted = await ReadAsync("dotnet", Client("submit", job, "--json"), cancel);
    var run = JsonNode.Parse(submitted)?["name"]?.GetValue<string>() ?? throw new StepFailedException($"submit did not name a run: {submitted}");
    await RunAsync("dotnet", Client("runs", "watch", run), cancel);

    Say("archiving and downloading the recording");
    await RunAsync("dotnet", Client("archive", run), cancel);
    await RunAsync("dotnet", Client("download", run, "-o", InOutput(".parquet")), cancel);

    Say("rendering");
    await RunAsync("dotnet", Replay("render", InOutput(".parquet"), "-o", InOutput(".png"), "--size", "1600x900"), cancel);
    await RunAsync("dotnet", Replay("render", InOutput(".parquet"), "-o", InOutput(".webp"), "--epochs", $"0..{options.Epochs}", "--size", "960x540"), cancel);
    var page = await TryRunAsync("dotnet", Replay("page", InOutput(".parquet"), "-o", InOutput(".html")), cancel);

    Console.WriteLine();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Done in {watch.Elapsed.TotalSeconds:0} s. Look at:"));
    Tell("a still", InOutput(".png"));
    Tell("a movie", InOutput(".webp"));
    if (page)
    {
        Tell("the page", InOutput(".html"));
    }

    Tell("the recording", InOutput(".parquet"));
    return 0;
}

string Program(string project, string file) => Path.Combine(root, "artifacts", "bin", project, "debug", file);

void Say(string step) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{watch.Elapsed.TotalSeconds,3:0} s] {step}"));

static void Tell(string what, string path) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-14} {path}  ({new FileInfo(path).Length / 1024.0:0} KiB)"));

static string ThisFile([CallerFilePath] string path = "") => path;

// Runs a program with this terminal.
static async Task RunAsync(string program, string[] arguments, CancellationToken cancel)
{
    if (!await TryRunAsync(program, arguments, cancel))
    {
        throw new StepFailedException($"failed: {program} {string.Join(' ', arguments)}");
    }
}

static async Task<bool> TryRunAsync(string program, string[] arguments, CancellationToken cancel)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
    await EndAsync(process, cancel);
    return process.ExitCode == 0;
}

// Runs a program and gives what it printed.
static async Task<string> ReadAsync(string program, string[] arguments, CancellationToken cancel)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
    var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    await EndAsync(process, cancel);
    return process.ExitCode == 0 ? await output : throw new StepFailedException($"failed: {program} {string.Join(' ', arguments)}");
}

static async Task EndAsync(Process process, CancellationToken cancel)
{
    try
    {
        await process.WaitForExitAsync(cancel);
    }
    catch (OperationCanceledException)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        throw;
    }
}

// The service as a child that ends with us: it stops when its input closes, which happens even if we are killed.
internal sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly Task _log;

    private Service(Process process, string url, Task log) => (_process, Url, _log) = (process, url, log);

    public string Url { get; }

    public static async Task<Service> StartAsync(string program, string data, CancellationToken cancel)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--data", data, "--urls", "http://127.0.0.1:0", "--stop-with-input", "true"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        // What the service logs goes to a file, so that the terminal is left to the progress.
        Directory.CreateDirectory(data);
        var log = CopyAsync(process.StandardError.BaseStream, Path.Combine(data, "service.log"));
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancel) ?? throw new StepFailedException($"the service did not start; see {Path.Combine(data, "service.log")}");
            var url = line.Split(' ', ',').First(word => word.StartsWith("http://", StringComparison.Ordinal));
            return new Service(process, url, log);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var late = new CancellationTokenSource(s_grace);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await _log;
        _process.Dispose();
    }

    private static async Task CopyAsync(Stream source, string path)
    {
        await using var file = File.Create(path);
        await source.CopyToAsync(file);
    }
}

internal sealed class StepFailedException(string message) : Exception(message);

// What was asked for on the command line.
internal sealed record Options(string Output, string Name, int Epochs, int[]? Network)
{
    private const string Usage = "usage: dotnet run deploy/quickstart.cs [--network 1000,300,50] [--epochs N] [--output DIR]";

    public static bool TryParse(string[] args, string root, out Options options)
    {
        options = new Options(Path.Combine(root, "quickstart-output"), "digits", 0, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var good = false;
            switch (args[i])
            {
                case "--output":
                    good = value.Length > 0;
                    options = options with { Output = Path.GetFullPath(value.Length > 0 ? value : ".") };
                    break;
                case "--epochs":
                    good = int.TryParse(value, CultureInfo.InvariantCulture, out var epochs) && epochs is > 0 and <= 10_000;
                    options = options with { Epochs = epochs };
                    break;
                case "--network":
                    var parts = value.Split(',');
                    var sizes = parts.Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
                    good = sizes.Length >= 2 && sizes.All(size => size is > 0 and <= 100_000) && sizes[^1] >= 2;
                    options = options with { Network = sizes, Name = "network-" + string.Join('-', sizes) };
                    break;
            }

            if (!good)
            {
                Console.Error.WriteLine($"quickstart: cannot use {args[i]} {value}".TrimEnd());
                Console.Error.WriteLine(Usage);
                return false;
            }
        }

        options = options with { Epochs = options.Epochs > 0 ? options.Epochs : options.Network is null ? 60 : 20 };
        return true;
    }

    // The job file: the handwritten digits, or the asked-for network on data labelled by a random teacher.
    public string WriteJob(string root)
    {
        var digits = Path.Combine(root, "deploy", "examples", "digits.json");
        var job = JsonNode.Parse(File.ReadAllText(digits))!;
        if (Network is null)
        {
            job["data"]!["file"] = Path.Combine(root, "deploy", "examples", "digits.csv");
        }
        else
        {
            job = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "deploy", "examples", "wide.json")))!;
            job["name"] = Name;
            job["data"]!["generate"]!["teacher"]!["features"] = Network[0];
            job["data"]!["generate"]!["teacher"]!["classes"] = Network[^1];
            job["network"]!["shape"] = new JsonArray([.. Network.Select(size => JsonValue.Create(size))]);
        }

        job["training"]!["epochs"] = Epochs;
        var path = Path.Combine(Output, Name + ".json");
        File.WriteAllText(path, job.ToJsonString(new() { WriteIndented = true }));
        return path;
    }
}
