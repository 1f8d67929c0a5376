using System.Diagnostics;

namespace TrainRecorder.Benchmarks.AgainstPytorch;

/// <summary>Seconds that something took: by the clock, and of all threads on a processor, which other work on the machine changes little.</summary>
internal readonly record struct Taken(double Clock, double Processor)
{
    /// <summary>Does something several times.</summary>
    /// <returns>What it took once, on average.</returns>
    public static Taken By(Action work, int times)
    {
        TimeSpan busy = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
            work();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new Taken(seconds / times, (Environment.CpuUsage.TotalTime - busy).TotalSeconds / times);
    }

    /// <summary>The medians of both.</summary>
    public static Taken Median(IReadOnlyList<Taken> taken) => new(
        taken.Select(one => one.Clock).Order().ElementAt(taken.Count / 2), taken.Select(one => one.Processor).Order().ElementAt(taken.Count / 2));
}
