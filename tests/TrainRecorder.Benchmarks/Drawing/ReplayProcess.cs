using System.Diagnostics;

namespace TrainRecorder.Benchmarks.Drawing;

/// <summary>The built command <c>replay</c>, run as a person runs it: from its start to its end.</summary>
internal static class ReplayProcess
{
    private static readonly string s_program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "TrainRecorder.ReplayViewer", "release", "replay"));

    /// <summary>Runs it.</summary>
    /// <returns>Seconds, and megabytes at their highest.</returns>
    /// <exception cref="InvalidOperationException">It failed; says what it said.</exception>
    public static async Task<(double Seconds, double Megabytes)> RunAsync(params string[] arguments)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(s_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
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
    public static async Task<(double Seconds, double Megabytes)> MedianAsync(int times, params string[] arguments)
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
