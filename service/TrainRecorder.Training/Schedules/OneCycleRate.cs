using TrainRecorder.Training.Arithmetic;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Schedules;

/// <summary>Up to the highest rate and down to almost nothing, PyTorch's <c>OneCycleLR</c> with two phases (Smith and Topin 2018, arXiv 1708.07120).</summary>
/// <param name="options">In full.</param>
/// <param name="totalSteps">Steps of the whole training.</param>
internal sealed class OneCycleRate(OneCycleSchedule options, long totalSteps) : RateSchedule
{
    private readonly double _peak = (options.PctStart * totalSteps) - 1;
    private readonly double _first = options.MaxLr / options.DivFactor;

    /// <inheritdoc/>
    public override double Rate(int epochs, long steps) => Between(steps, _first, options.MaxLr, _first / options.FinalDivFactor);

    /// <inheritdoc/>
    public override double? Momentum(long steps) =>
        options.CycleMomentum ? Between(steps, options.MaxMomentum, options.BaseMomentum, options.MaxMomentum) : null;

    private double Between(long step, double first, double middle, double last)
    {
        // The last step of training has the number totalSteps - 1; it is the end of the second phase.
        var (start, end, from, to) = step <= _peak ? (0.0, _peak, first, middle) : (_peak, totalSteps - 1.0, middle, last);
        var share = end > start ? Math.Min((step - start) / (end - start), 1) : 1;
        return options.AnnealStrategy == RateSchedules.Linear
            ? from + (share * (to - from))
            : to + ((from - to) / 2 * (1 + DoubleMath.OfTurns(share / 2).Cosine));
    }
}
