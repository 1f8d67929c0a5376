namespace TrainRecorder.Training.Diagnostics;

/// <summary>
/// Before the first step, a layer's activations vary far more or far less than those of the layer before it (Glorot and Bengio 2010;
/// He et al. 2015, arXiv 1502.01852), or all its units are the same and would stay so.
/// </summary>
internal sealed class PoorInitialization(V1.DiagnosticRule options) : Rule(options.Stop)
{
    /// <inheritdoc/>
    public override string Name => "poor_initialization";

    /// <inheritdoc/>
    public override string Advice =>
        "The initial weights of this layer do not pass on what comes in as they should: try the initialiser that fits the activation (kaiming for ReLU, xavier for tanh), and normalised inputs.";

    /// <inheritdoc/>
    public override bool IsDue(EpochEvidence epoch) => epoch.Epoch == 0;

    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch)
    {
        var before = epoch.InputDeviation;
        foreach (var layer in epoch.Layers.SkipLast(1))
        {
            var ratio = layer.UnitsAreAlike ? 0 : layer.Activation.Deviation / before;
            before = layer.Activation.Deviation;
            // NaN is for the rule of non-finite values.
            if (layer.IsWeightedSum && (ratio > options.Threshold || ratio * options.Threshold < 1))
                yield return new(layer.Name, ratio, options.Threshold, ratio > 1 ? Measurement.Above(ratio, options.Threshold) : Measurement.Below(ratio, 1 / options.Threshold));
        }
    }
}
