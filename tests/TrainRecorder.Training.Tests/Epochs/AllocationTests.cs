using TrainRecorder.Training.Epochs;

namespace TrainRecorder.Training.Tests.Epochs;

/// <summary>A step allocates nothing, whatever the layers, the loss and the optimiser.</summary>
public class AllocationTests
{
    [Theory]
    [MemberData(nameof(EveryKind.Indices), MemberType = typeof(EveryKind))]
    public void Train_ManySteps_AllocatesNoMoreThanOne(int index)
    {
        // An epoch allocates a little: the random numbers that its samples are shuffled with.
        var one = AllocatedByAnEpoch(index, batchSize: 1_000);

        Assert.Equal(one, AllocatedByAnEpoch(index, batchSize: 3));
        Assert.InRange(one, 0, 1_000);
    }

    /// <summary>The least of three epochs: now and then the runtime itself makes something on a thread, once.</summary>
    private static long AllocatedByAnEpoch(int index, int batchSize)
    {
        using var job = EveryKind.Get(index, job => job.Training.BatchSize = batchSize);
        using var run = TrainingRun.Prepare(job.Job, job.File, threads: 1);
        (EpochTrainer trainer, EpochOutcome outcome) = run.Measured;
        trainer.Train(1, outcome, null, CancellationToken.None);
        var least = long.MaxValue;
        for (var epoch = 2; epoch < 5; epoch++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Train(epoch, outcome, null, CancellationToken.None);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
