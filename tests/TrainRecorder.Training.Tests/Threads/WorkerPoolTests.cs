using CsCheck;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Threads;

public class WorkerPoolTests
{
    [Fact]
    public void Run_ManyTimes_RunsEveryPartOnceEachTime()
    {
        using var pool = new WorkerPool(4);
        var work = new CountingWork();
        for (var i = 0; i < 2000; i++) pool.Run(work, worthSharing: true);

        Assert.Equal([2000, 2000, 2000, 2000], work.Counts);
    }

    [Fact]
    public void Run_NotWorthSharing_StaysOnTheCallersThread()
    {
        using var pool = new WorkerPool(4);
        var work = new CountingWork();
        pool.Run(work, worthSharing: false);

        Assert.Equal([1, 0, 0, 0], work.Counts);
    }

    [Fact]
    public void Run_WhileSomebodyElseWorks_LeavesHimACore()
    {
        using var pool = new WorkerPool(4);
        var works = false;
        pool.LeaveCoreTo(() => works);
        var work = new CountingWork();
        foreach (var now in new[] { false, true, true, false })
        {
            works = now;
            pool.Run(work, worthSharing: true);
        }

        Assert.Equal([4, 4, 4, 2], work.Counts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Run_PartThatFails_ThrowsOnTheCallersThreadAndThePoolGoesOn(int failing)
    {
        using var pool = new WorkerPool(3);

        Assert.ThrowsAny<InvalidOperationException>(() => pool.Run(new FailingWork(failing), worthSharing: true));

        var work = new CountingWork();
        pool.Run(work, worthSharing: true);
        Assert.Equal([1, 1, 1, 0], work.Counts);
    }

    [Fact]
    public void Share_AnyRange_IsCoveredOnceInOrder() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 20], Gen.Int[1, 9]).Sample((length, group, parts) =>
        {
            var next = 0;
            for (var part = 0; part < parts; part++)
            {
                var (first, count) = Share.Of(length, group, part, parts);
                if (count == 0) continue;
                if (first != next) return false;
                next += count;
            }
            return next == length;
        });

    private sealed class CountingWork : IParallelWork
    {
        public int[] Counts { get; } = new int[4];

        public void Run(int part, int parts) => Counts[part]++;
    }

    private sealed class FailingWork(int failing) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            if (part == failing) throw new InvalidOperationException("as asked");
        }
    }
}
