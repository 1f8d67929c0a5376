namespace TrainRecorder.Training.Diagnostics;

/// <summary>The gradient of a layer's parameters is huge or not finite.</summary>
internal sealed class ExplodingGradients(V1.DiagnosticRule options) : Rule(options.Stop)
{
    /// <inheritdoc/>
    public override string Name => "exploding_gradients";

    /// <inheritdoc/>
    public override string Advice =>
        "The gradient of this layer is so large that a step destroys what was learnt: try gradient clipping, a lower learning rate, or smaller initial weights.";

    /// <inheritdoc/>
    public override double Worse => 10;

    /// <inheritdoc/>
    public override bool IsDue(EpochEvidence epoch) => epoch.Output.HasGradient;

    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch) =>
        from layer in epoch.Layers
        where layer.HasGradient && !(layer.GradientNorm <= options.Threshold)
        select new Measurement(layer.Name, layer.GradientNorm, options.Threshold, Measurement.Above(layer.GradientNorm, options.Threshold));
}
