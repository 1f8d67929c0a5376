using TrainRecorder.Training.Optimizers;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Schedules;

/// <summary>Sets an optimiser's learning rate, and with some schedules its momentum, before each step: the schedule's rate times the warm-up's factor.</summary>
internal sealed class LearningRate(GradientOptimizer optimizer, RateSchedule schedule, Warmup? warmup)
{
    /// <summary>Sets the rate of the next step.</summary>
    /// <param name="epochs">Epochs done.</param>
    /// <param name="steps">Steps done.</param>
    public void Set(int epochs, long steps)
    {
        optimizer.LearningRate = schedule.Rate(epochs, steps) * WarmupFactor.Of(warmup, epochs, steps);
        if (schedule.Momentum(steps) is { } momentum) optimizer.Momentum = momentum;
    }
}
