using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TrainRecorder.Benchmarks.Drawing;

/// <summary>The command <c>replay</c>, run as a person runs it: from its start to its end.</summary>
internal sealed class ReplayProcess
{
    private readonly string _program;

    private ReplayProcess(string program) => _program = program;

    /// <summary>As it is built.</summary>
    public static ReplayProcess Built { get; } = new(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "TrainRecorder.ReplayViewer", "release", "replay")));

    /// <summary>Publishes it for this kind of machine, as it is installed.</summary>
    public static async Task<ReplayProcess> PublishAsync(string folder)
    {
        string project = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "replay-viewer", "TrainRecorder.ReplayViewer"));
        ProcessStartInfo start = new("dotnet", ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", folder])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? new ReplayProcess(Path.Combine(folder, "replay")) : throw new InvalidOperationException(said);
    }

    /// <summary>Runs it.</summary>
    /// <returns>Seconds, and megabytes at their highest.</returns>
    /// <exception cref="InvalidOperationException">It failed; says what it said.</exception>
    public async Task<(double Seconds, double Megabytes)> RunAsync(params string[] arguments)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        Task ended = process.WaitForExitAsync();
        long highest = 0;
        while (!ended.IsCompleted)
        {
            process.Refresh();
            highest = Math.Max(highest, Peak(process));
            await Task.WhenAny(ended, Task.Delay(10));
        }
        double seconds = watch.Elapsed.TotalSeconds;
        await output;
        return process.ExitCode == 0 ? (seconds, highest / 1e6) : throw new InvalidOperationException($"replay {string.Join(' ', arguments)}: {await errors}");
    }

    /// <summary>The median of several runs after one that is not counted.</summary>
    public async Task<(double Seconds, double Megabytes)> MedianAsync(int times, params string[] arguments)
    {
        await RunAsync(arguments);
        List<(double Seconds, double Megabytes)> runs = [];
        for (int time = 0; time < times; time++)
            runs.Add(await RunAsync(arguments));
        return (runs.Select(run => run.Seconds).Order().ElementAt(times / 2), runs.Max(run => run.Megabytes));
    }

    private static long Peak(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended since.
            return 0;
        }
    }
}
