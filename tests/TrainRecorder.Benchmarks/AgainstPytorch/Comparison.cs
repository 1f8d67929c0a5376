using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Products;

namespace TrainRecorder.Benchmarks.AgainstPytorch;

/// <summary>Trains here and in PyTorch, taking turns, and compares medians. <c>dotnet run -c Release -- against-pytorch [PART OF A NAME]</c>.</summary>
internal static class Comparison
{
    private const int Rounds = 11;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(4);

    private static readonly (int Rows, int Depth, int Columns)[] s_products = [(512, 512, 512), (64, 300, 1000), (300, 1000, 64)];

    public static async Task RunAsync(Verdicts verdicts, string part)
    {
        if (await Rival.WhatIsMissingAsync() is { } missing)
        {
            Console.WriteLine($"no comparison: {missing}");
            return;
        }

        foreach ((int rows, int depth, int columns) in s_products)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"product {rows}x{depth}x{columns}");
            if (name.Contains(part, StringComparison.Ordinal))
                await ProductAsync(verdicts, name, rows, depth, columns);
        }

        foreach (TrainingCase entry in TrainingCase.All.Where(entry => entry.Name.Contains(part, StringComparison.Ordinal)))
        {
            for (int threads = 1; threads <= Math.Min(2, Environment.ProcessorCount); threads++)
                await TrainAsync(verdicts, entry, threads);
        }
    }

    private static async Task TrainAsync(Verdicts verdicts, TrainingCase entry, int threads)
    {
        using Rival rival = await FastestAsync(entry, threads);
        using OurTraining ours = new(entry, threads);
        Warm(ours.Go);
        // A short epoch is repeated until it can be measured.
        int times = Math.Clamp((int)(0.1 / Taken.By(ours.Go, 3).Clock), 1, 1000);
        List<Taken> mine = [], theirs = [];
        for (int i = 0; i < Rounds; i++)
        {
            mine.Add(Taken.By(ours.Go, times));
            theirs.AddRange(await rival.GoAsync(1));
        }

        Taken our = Taken.Median(mine), their = Taken.Median(theirs);
        double least = threads == 1 ? entry.Least : entry.LeastOfTwo;
        Report(
            verdicts,
            $"{entry.Name}, {threads} thread{(threads == 1 ? "" : "s")}",
            our,
            their,
            least,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{our.Clock * 1000:F2} ms an epoch ({our.Processor * 1000:F2} of processors) against {their.Clock * 1000:F1} ms ({their.Processor * 1000:F1}; {rival.Setting}); {entry.Steps / our.Clock:F0} steps a second; {ours.Allocated / (double)entry.Steps:F1} bytes allocated a step"));
    }

    /// <summary>The rival at its fastest setting for so many cores.</summary>
    private static async Task<Rival> FastestAsync(TrainingCase entry, int cores)
    {
        RivalSetting kernels = await FastestAsync(RivalSetting.AllKernels.Select(name => new RivalSetting(name)), cores, rival => rival.ReadyAsync(entry));
        List<RivalSetting> settings = [];
        for (int blas = 1; blas <= cores; blas++)
        {
            for (int openMp = 1; openMp <= cores; openMp++)
                settings.AddRange([kernels with { Blas = blas, OpenMp = openMp }, kernels with { Blas = blas, OpenMp = openMp, Foreach = true }]);
        }

        Rival fastest = new(await FastestAsync(settings, cores, rival => rival.ReadyAsync(entry)), cores);
        await fastest.ReadyAsync(entry);
        await fastest.GoAsync(2);
        return fastest;
    }

    private static async Task<RivalSetting> FastestAsync(IEnumerable<RivalSetting> settings, int cores, Func<Rival, Task> ready)
    {
        List<(double Seconds, RivalSetting Setting)> tried = [];
        foreach (RivalSetting setting in settings)
        {
            using Rival rival = new(setting, cores);
            await ready(rival);
            await rival.GoAsync(1);
            tried.Add((Taken.Median(await rival.GoAsync(3)).Clock, setting));
        }
        return tried.MinBy(entry => entry.Seconds).Setting;
    }

    private static async Task ProductAsync(Verdicts verdicts, string name, int rows, int depth, int columns)
    {
        Task Ready(Rival rival) => rival.ReadyAsync(rows, depth, columns);
        using Rival rival = new(await FastestAsync(RivalSetting.AllKernels.Select(kernels => new RivalSetting(kernels)), cores: 1, Ready), cores: 1);
        await Ready(rival);
        await rival.GoAsync(3);
        Matrix a = Random(rows, depth), b = Random(depth, columns), c = new(rows, columns);
        int times = Math.Max(1, 200_000_000 / (rows * depth * columns));
        void Ours() => MatrixProduct.Multiply(LeftFactor.Of(a), b, c, 0, rows, Padding.RoundUp(columns), depth);
        Warm(Ours);
        List<Taken> mine = [], theirs = [];
        for (int i = 0; i < 3 * Rounds; i++)
        {
            mine.Add(Taken.By(Ours, times));
            theirs.AddRange(await rival.GoAsync(1));
        }

        Taken our = Taken.Median(mine), their = Taken.Median(theirs);
        double operations = 2.0 * rows * depth * columns / 1e9;
        Report(
            verdicts,
            $"{name}, 1 thread",
            our,
            their,
            1,
            string.Create(CultureInfo.InvariantCulture, $"{operations / our.Clock:F1} GFLOP/s against {operations / their.Clock:F1} ({rival.Setting})"));
    }

    /// <summary>Compiled in full, which .NET does in the background and puts off while other work goes on; caches and clock warm.</summary>
    private static void Warm(Action work)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < s_warmUp)
            work();
    }

    private static Matrix Random(int rows, int columns)
    {
        Random random = new(rows);
        Matrix matrix = new(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            foreach (ref float value in matrix.Row(i))
                value = (float)(random.NextDouble() - 0.5);
        }
        return matrix;
    }

    /// <param name="least">The ratio that is promised; 0: none is.</param>
    private static void Report(Verdicts verdicts, string what, Taken ours, Taken theirs, double least, string how)
    {
        double ratio = theirs.Clock / ours.Clock, byProcessor = theirs.Processor / ours.Processor;
        if (least > 0)
            verdicts.Say(ratio >= least, $"{what}: {ratio:F2} times as fast ({byProcessor:F2} by processor time, at least {least} is promised); {how}");
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"        {what}: {ratio:F2} times as fast ({byProcessor:F2} by processor time); {how}"));
    }
}
