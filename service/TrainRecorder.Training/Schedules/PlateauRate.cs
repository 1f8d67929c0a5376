using TrainRecorder.V1;

namespace TrainRecorder.Training.Schedules;

/// <summary>Lowers the rate when a number has not become better for some epochs, PyTorch's <c>ReduceLROnPlateau</c>.</summary>
/// <param name="options">In full.</param>
/// <param name="rate">The optimiser's learning rate.</param>
/// <param name="higherIsBetter">Of the number that is monitored.</param>
internal sealed class PlateauRate(PlateauSchedule options, double rate, bool higherIsBetter) : RateSchedule
{
    private const int Now = 0;
    private const int Best = 1;
    private const int Bad = 2;
    private const int Cooldown = 3;

    /// <inheritdoc/>
    public override double[] Memory { get; } = [rate, higherIsBetter ? double.NegativeInfinity : double.PositiveInfinity, 0, 0];

    /// <inheritdoc/>
    public override double Rate(int epochs, long steps) => Memory[Now];

    /// <inheritdoc/>
    public override void EpochDone(double monitored)
    {
        if (IsBetter(monitored)) (Memory[Best], Memory[Bad]) = (monitored, 0);
        else Memory[Bad]++;
        if (Memory[Cooldown] > 0) (Memory[Cooldown], Memory[Bad]) = (Memory[Cooldown] - 1, 0);
        if (Memory[Bad] <= options.Patience) return;
        var lowered = Math.Max(Memory[Now] * options.Factor, options.MinLr);
        if (Memory[Now] - lowered > options.Epsilon) Memory[Now] = lowered;
        (Memory[Cooldown], Memory[Bad]) = (options.Cooldown, 0);
    }

    private bool IsBetter(double value)
    {
        // Before the first epoch the best is infinite, and so would be its share.
        if (double.IsInfinity(Memory[Best])) return double.IsFinite(value);
        var margin = options.ThresholdMode == RateSchedules.Relative ? options.Threshold * Memory[Best] : options.Threshold;
        return higherIsBetter ? value > Memory[Best] + margin : value < Memory[Best] - margin;
    }
}
