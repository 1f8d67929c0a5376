using System.Diagnostics;
using System.Globalization;

namespace TrainRecorder.Benchmarks.Drawing;

/// <summary>
/// A frame of [1000,300,50] at 1920 by 1080 to PNG, the data in memory or the recording open: ours, the code of the forums, and matplotlib at its
/// best, taking turns in one run. <c>dotnet run -c Release -- against-matplotlib [--whole]</c>; without <c>--whole</c> the forums' code
/// draws [200,100,50], a twelfth of the weights, for it takes minutes and gigabytes otherwise.
/// </summary>
internal static class AgainstMatplotlib
{
    private const string Python = "/usr/bin/python3";
    private const int Turns = 3;
    private const int OursATurn = 7;

    public static async Task RunAsync(Verdicts verdicts, bool isWhole)
    {
        using Scratch scratch = new();
        using DrawWorkload draw = await DrawWorkload.OpenAsync([1000, 300, 50], 1920, 1080);
        for (int warm = 0; warm < 20; warm++)
            await draw.RenderAsync(warm % 8);
        using Rival best = await Rival.StartAsync("1000,300,50", Path.Combine(scratch.Path, "best.png"));
        using Rival forum = await Rival.StartAsync(isWhole ? "1000,300,50" : "200,100,50", Path.Combine(scratch.Path, "forum.png"));
        List<double> ours = [], ourProcessor = [], collections = [], forums = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            for (int time = 0; time < OursATurn; time++)
            {
                TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
                Stopwatch watch = Stopwatch.StartNew();
                await draw.RenderAsync((turn + time) % 8);
                ours.Add(watch.Elapsed.TotalSeconds);
                ourProcessor.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
            }
            collections.Add(await best.DrawAsync("collections"));
            if (turn == 0 || !isWhole)
                forums.Add(await forum.DrawAsync("forum"));
        }
        double mine = Median(ours), megabytes = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        verdicts.Say(megabytes < 300, $"ours: {mine:F3} s a frame ({Median(ourProcessor):F3} s of processor), {megabytes:F0} MB at the highest (below 300 wanted)");
        double times = Median(collections) / mine;
        verdicts.Say(times >= 35, $"matplotlib, collections: {Median(collections):F2} s, {best.PeakMegabytes:F0} MB: {times:F0} times as long (at least 35 wanted)");
        double share = isWhole ? 1 : (1000 * 300 + 300 * 50) / (double)(200 * 100 + 100 * 50);
        string scaled = isWhole
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" (measured {Median(forums):F1} s for [200,100,50], times {share:F1} for its weights)");
        times = Median(forums) * share / mine;
        verdicts.Say(
            times >= 700,
            $"the forums' code: {Median(forums) * share:F0} s{scaled}, {forum.PeakMegabytes:F0} MB: {times:F0} times as long (at least 700 wanted)");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>A process of Python that draws when told to.</summary>
    private sealed class Rival(Process process) : IDisposable
    {
        public double PeakMegabytes { get; private set; }

        public static async Task<Rival> StartAsync(string sizes, string path)
        {
            string script = Path.Combine(AppContext.BaseDirectory, "Drawing", "matplotlib_baseline.py");
            ProcessStartInfo start = new(Python, [script, sizes, path]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            Process process = Process.Start(start)!;
            return await process.StandardOutput.ReadLineAsync() == "ready"
                ? new Rival(process)
                : throw new InvalidOperationException($"{Python} has no matplotlib (Debian: apt-get install python3-matplotlib)");
        }

        public async Task<double> DrawAsync(string how)
        {
            await process.StandardInput.WriteLineAsync(how);
            await process.StandardInput.FlushAsync();
            string[] numbers = (await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("matplotlib failed")).Split(' ');
            PeakMegabytes = double.Parse(numbers[1], CultureInfo.InvariantCulture);
            return double.Parse(numbers[0], CultureInfo.InvariantCulture);
        }

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
