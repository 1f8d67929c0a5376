using TrainRecorder.Training.Arithmetic;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Schedules;

/// <summary>base · γ^⌊epochs / step_size⌋, PyTorch's <c>StepLR</c>.</summary>
internal sealed class StepRate(StepSchedule options, double rate) : RateSchedule
{
    /// <inheritdoc/>
    public override double Rate(int epochs, long steps) => rate * DoubleMath.Power(options.Gamma, epochs / options.StepSize);
}
