namespace TrainRecorder.Training.Losses;

/// <summary>The mean over outputs of |y − t|, as PyTorch's <c>L1Loss</c>; its slope where they are equal is 0.</summary>
internal sealed class MeanAbsoluteError : DifferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    protected override double Value(double difference) => Math.Abs(difference);

    /// <inheritdoc/>
    protected override float Slope(float difference) => difference > 0 ? 1 : difference < 0 ? -1 : difference;
}
