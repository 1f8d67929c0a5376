namespace TrainRecorder.Training.Diagnostics;

/// <summary>A layer's weights get hardly any gradient, though the output layer does: it is lost on the way back.</summary>
internal sealed class VanishingGradients(V1.DiagnosticRule options) : Rule(options.Stop)
{
    /// <inheritdoc/>
    public override string Name => "vanishing_gradients";

    /// <inheritdoc/>
    public override string Advice =>
        "Hardly any gradient reaches this layer, so it does not learn: try another activation or initialisation, residual connections, or fewer layers.";

    /// <inheritdoc/>
    public override double Worse => 10;

    /// <inheritdoc/>
    public override bool IsDue(EpochEvidence epoch) => epoch.Output.HasGradient;

    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch) =>
        // Where the output layer gets no gradient either, nothing is lost: the loss is as low as it can be.
        !(epoch.Output.GradientNorm > options.Threshold) ? []
        : from layer in epoch.Hidden
          where layer.GradientMean < options.Threshold
          select new Measurement(layer.Name, layer.GradientMean, options.Threshold, Measurement.Below(layer.GradientMean, options.Threshold));
}
