namespace TrainRecorder.Training.Schedules;

/// <summary>The learning rate over time, as PyTorch's schedulers define it. A kind is one file, listed in <see cref="RateSchedules"/>.</summary>
internal abstract class RateSchedule
{
    /// <summary>What it keeps from epoch to epoch, part of a run's saved state; empty if the rate follows from the time alone.</summary>
    public virtual double[] Memory => [];

    /// <summary>The rate of the next step.</summary>
    /// <param name="epochs">Epochs done.</param>
    /// <param name="steps">Steps done, over all epochs.</param>
    public abstract double Rate(int epochs, long steps);

    /// <summary>The momentum of the next step; null if the schedule leaves it alone.</summary>
    public virtual double? Momentum(long steps) => null;

    /// <summary>An epoch is done.</summary>
    /// <param name="monitored">What the schedule's monitor says of it.</param>
    public virtual void EpochDone(double monitored)
    {
    }
}
