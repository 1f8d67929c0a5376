using TrainRecorder.Training.Arithmetic;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Schedules;

/// <summary>base · γ^epochs, PyTorch's <c>ExponentialLR</c>.</summary>
internal sealed class ExponentialRate(ExponentialSchedule options, double rate) : RateSchedule
{
    /// <inheritdoc/>
    public override double Rate(int epochs, long steps) => rate * DoubleMath.Power(options.Gamma, epochs);
}
