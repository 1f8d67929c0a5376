namespace TrainRecorder.Training.Diagnostics;

/// <summary>After some epochs, the training loss is still where it was at epoch 0, or is there again.</summary>
internal sealed class LossNotFalling(V1.WindowRule options) : Rule(options.Stop)
{
    private const int First = 0;

    /// <inheritdoc/>
    public override string Name => "loss_not_falling";

    /// <inheritdoc/>
    public override string Advice =>
        "The network does not learn: try another learning rate, and look at the labels, the normalisation of the inputs and what the other rules find.";

    /// <summary>The loss of epoch 0, then those of the last epochs, that of epoch e at 1 + e modulo their number.</summary>
    public override double[] Memory { get; } = new double[1 + options.Epochs];

    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch)
    {
        if (epoch.Epoch == 0) Memory[First] = epoch.TrainingLoss;
        Memory[1 + (epoch.Epoch % options.Epochs)] = epoch.TrainingLoss;
        if (epoch.Epoch < options.Epochs) yield break;
        var lowest = double.PositiveInfinity;
        // A comparison with NaN is false: such an epoch is never the best.
        foreach (var loss in Memory.AsSpan(1)) lowest = loss < lowest ? loss : lowest;
        var fallen = (Memory[First] - lowest) / Math.Abs(Memory[First]);
        if (!(fallen >= options.Threshold)) yield return new("", fallen, options.Threshold, 1);
    }
}
