using System.Globalization;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Products;

namespace TrainRecorder.Benchmarks.AgainstPytorch;

/// <summary>Trains here and in PyTorch, taking turns, and compares medians. <c>dotnet run -c Release -- against-pytorch [PART OF A NAME]</c>.</summary>
internal static class Comparison
{
    private const int Rounds = 11;

    private static readonly (int Rows, int Depth, int Columns)[] s_products = [(512, 512, 512), (64, 300, 1000), (300, 1000, 64)];

    public static async Task RunAsync(string part)
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
                await ProductAsync(name, rows, depth, columns);
        }

        foreach (TrainingCase entry in TrainingCase.All.Where(entry => entry.Name.Contains(part, StringComparison.Ordinal)))
        {
            for (int threads = 1; threads <= Math.Min(2, Environment.ProcessorCount); threads++)
                await TrainAsync(entry, threads);
        }
    }

    private static async Task TrainAsync(TrainingCase entry, int threads)
    {
        using Rival rival = await FastestAsync(entry, threads);
        using OurTraining ours = new(entry, threads);
        // Compiled in full, caches and clock warm. A short epoch is repeated until it can be measured.
        Taken.By(ours.Go, 5);
        int times = Math.Clamp((int)(0.1 / Taken.By(ours.Go, 3).Clock), 1, 200);
        Taken.By(ours.Go, 3 * times);
        List<Taken> mine = [], theirs = [];
        for (int i = 0; i < Rounds; i++)
        {
            mine.Add(Taken.By(ours.Go, times));
            theirs.AddRange(await rival.GoAsync(1));
        }

        Taken our = Taken.Median(mine), their = Taken.Median(theirs);
        double least = threads == 1 ? entry.Least : entry.LeastOfTwo;
        Report(
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
        List<(double Seconds, RivalSetting Setting)> tried = [];
        for (int blas = 1; blas <= cores; blas++)
        {
            for (int openMp = 1; openMp <= cores; openMp++)
            {
                foreach (bool isForeach in new[] { false, true })
                {
                    RivalSetting setting = new(blas, openMp, isForeach);
                    using Rival rival = new(setting, cores);
                    await rival.ReadyAsync(entry);
                    await rival.GoAsync(1);
                    tried.Add((Taken.Median(await rival.GoAsync(3)).Clock, setting));
                }
            }
        }

        Rival fastest = new(tried.MinBy(entry => entry.Seconds).Setting, cores);
        await fastest.ReadyAsync(entry);
        await fastest.GoAsync(2);
        return fastest;
    }

    private static async Task ProductAsync(string name, int rows, int depth, int columns)
    {
        using Rival rival = new(new RivalSetting(1, 1, Foreach: false), cores: 1);
        await rival.ReadyAsync(rows, depth, columns);
        await rival.GoAsync(3);
        Matrix a = Random(rows, depth), b = Random(depth, columns), c = new(rows, columns);
        int times = Math.Max(1, 200_000_000 / (rows * depth * columns));
        void Ours() => MatrixProduct.Multiply(LeftFactor.Of(a), b, c, 0, rows, Padding.RoundUp(columns), depth);
        Taken.By(Ours, 3 * times);
        List<Taken> mine = [], theirs = [];
        for (int i = 0; i < 3 * Rounds; i++)
        {
            mine.Add(Taken.By(Ours, times));
            theirs.AddRange(await rival.GoAsync(1));
        }

        Taken our = Taken.Median(mine), their = Taken.Median(theirs);
        double operations = 2.0 * rows * depth * columns / 1e9;
        Report(
            $"{name}, 1 thread",
            our,
            their,
            1,
            string.Create(CultureInfo.InvariantCulture, $"{operations / our.Clock:F1} GFLOP/s against {operations / their.Clock:F1}"));
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

    private static void Report(string what, Taken ours, Taken theirs, double least, string how)
    {
        double ratio = theirs.Clock / ours.Clock;
        string verdict = least == 0 ? "      " : ratio >= least ? "kept  " : "BROKEN";
        string promise = least == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", at least {least} is promised");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{verdict}  {what}: {ratio:F2} times as fast ({theirs.Processor / ours.Processor:F2} by processor time{promise}); {how}"));
    }
}
