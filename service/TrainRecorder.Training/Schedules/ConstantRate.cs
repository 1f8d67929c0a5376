namespace TrainRecorder.Training.Schedules;

/// <summary>The same rate at every step.</summary>
internal sealed class ConstantRate(double rate) : RateSchedule
{
    /// <inheritdoc/>
    public override double Rate(int epochs, long steps) => rate;
}
