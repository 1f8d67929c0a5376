namespace TrainRecorder.Training.Diagnostics;

/// <summary>The validation loss has risen again by much of what it had fallen, while the training loss went on falling.</summary>
internal sealed class Overfitting(V1.WindowRule options) : Rule(options.Stop)
{
    private const int First = 0;
    private const int Lowest = 1;
    private const int TrainingThen = 2;
    private const int InARow = 3;

    /// <inheritdoc/>
    public override string Name => "overfitting";

    /// <inheritdoc/>
    public override string Advice =>
        "The network learns the training samples by heart: try early stopping, weight decay, dropout, a smaller network or more data.";

    /// <inheritdoc/>
    public override double[] Memory { get; } = [double.NaN, double.PositiveInfinity, double.PositiveInfinity, 0];

    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch)
    {
        var loss = epoch.ValidationLoss;
        if (epoch.Epoch == 0) Memory[First] = loss;
        if (loss < Memory[Lowest]) (Memory[Lowest], Memory[TrainingThen]) = (loss, epoch.TrainingLoss);
        // Where it never fell, every rise is without measure.
        var risen = (loss - Memory[Lowest]) / (Memory[First] - Memory[Lowest]);
        Memory[InARow] = risen > options.Threshold && epoch.TrainingLoss < Memory[TrainingThen] ? Memory[InARow] + 1 : 0;
        if (Memory[InARow] >= options.Epochs) yield return new("", risen, options.Threshold, Measurement.Above(risen, options.Threshold));
    }
}
