namespace TrainRecorder.Training.Losses;

/// <summary>The mean over outputs of (y − t)², as PyTorch's <c>MSELoss</c>.</summary>
internal sealed class MeanSquaredError : DifferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "mse";

    /// <inheritdoc/>
    protected override double Value(double difference) => difference * difference;

    /// <inheritdoc/>
    protected override float Slope(float difference) => 2 * difference;
}
