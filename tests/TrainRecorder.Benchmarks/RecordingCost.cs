using System.Diagnostics;
using TrainRecorder.Benchmarks.AgainstPytorch;
using TrainRecorder.Recording;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Benchmarks;

/// <summary>
/// What recording everything at every epoch costs a training run of [1000,300,50] end to end: on and off take turns, each from a fresh
/// network to the last byte on the disk. <c>dotnet run -c Release -- recording-cost [ROUNDS]</c>.
/// </summary>
internal static class RecordingCost
{
    /// <summary>The epochs of a run, the one before the first step among them.</summary>
    private const int Recorded = TrainedRun.Epochs + 1;

    /// <summary>With how many training threads, and the share of the time that is promised at most.</summary>
    private static readonly (int Threads, double Most)[] s_cases = [(1, 0.03), (2, 0.08)];

    /// <param name="verdicts">Says whether the promises are kept.</param>
    /// <param name="rounds">Pairs of runs, after one to warm up.</param>
    public static async Task MeasureAsync(Verdicts verdicts, int rounds)
    {
        foreach ((int threads, double most) in s_cases)
        {
            List<Taken> on = [], off = [];
            List<double> costs = [];
            for (int round = -1; round < rounds; round++)
            {
                // The order changes from round to round, so that neither has the warmer machine.
                Taken recorded = default, bare = default;
                if (round % 2 == 0) bare = Bare(threads);
                recorded = await RecordedAsync(threads);
                if (round % 2 != 0) bare = Bare(threads);
                // The first round compiles.
                if (round < 0) continue;
                on.Add(recorded);
                off.Add(bare);
                costs.Add((recorded.Clock / bare.Clock) - 1);
            }
            Taken with = Taken.Median(on), without = Taken.Median(off);
            double cost = costs.Order().ElementAt(rounds / 2);
            verdicts.Say(
                cost <= most,
                $"[1000,300,50], {threads} thread{(threads == 1 ? "" : "s")}: recording everything costs {cost:P1} of the time (median of {rounds} pairs, {costs.Min():P1} to {costs.Max():P1}; at most {most:P0} is promised); {without.Clock / Recorded * 1000:F1} ms an epoch without, {with.Clock / Recorded * 1000:F1} ms with, processors {without.Processor / Recorded * 1000:F1} and {with.Processor / Recorded * 1000:F1} ms");
        }
    }

    private static Taken Bare(int threads)
    {
        using TrainingRun run = TrainedRun.Prepare(threads);
        return Taken.By(run.TrainUnrecorded, 1);
    }

    private static async Task<Taken> RecordedAsync(int threads)
    {
        using Scratch scratch = new();
        using TrainingRun run = TrainedRun.Prepare(threads);
        Manifest manifest = TrainedRun.Describe(run);
        TimeSpan busy = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        await using (RecordingWriter writer = RecordingWriter.Create(
            scratch.Path,
            manifest,
            new WriterOptions
            {
                BeforeWrite = run.FinishRow(_ => { }),
                // A commit saves the state too. As the worker does it: filled at once, but synced while this call is awaited: until it
                // returns for the first time the recorder says that it works, and a training thread stands aside for what only waits for the disk.
                SegmentClosed = async (segment, row, cancellationToken) =>
                {
                    await using FileStream state = File.Create(System.IO.Path.Combine(scratch.Path, $"state-{segment.LastEpoch % 2}"));
                    run.SaveState(row, state);
                    await Task.Run(() => state.Flush(flushToDisk: true), cancellationToken);
                },
            }))
        {
            run.Train(writer, null, CancellationToken.None);
            await writer.CompleteAsync();
        }
        return new Taken(Stopwatch.GetElapsedTime(begin).TotalSeconds, (Environment.CpuUsage.TotalTime - busy).TotalSeconds);
    }
}
