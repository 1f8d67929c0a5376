namespace TrainRecorder.Training.Losses;

/// <summary>
/// The mean over outputs of d²/2 where |d| ≤ δ and of δ (|d| − δ/2) elsewhere, d = y − t: PyTorch's <c>HuberLoss</c>
/// (Huber 1964, doi 10.1214/aoms/1177703732).
/// </summary>
internal sealed class Huber(double delta) : DifferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    protected override double Value(double difference)
    {
        var size = Math.Abs(difference);
        return size <= delta ? 0.5 * size * size : delta * (size - (0.5 * delta));
    }

    /// <inheritdoc/>
    protected override float Slope(float difference) => difference > delta ? (float)delta : difference < -delta ? -(float)delta : difference;
}
