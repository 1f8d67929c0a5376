namespace TrainRecorder.Training.Diagnostics;

/// <summary>A step changes a layer's weights by far too much or not at all: ‖ΔW‖ / ‖W‖, healthy near 10⁻³ (Stanford CS231n).</summary>
internal sealed class UpdateRatioOutOfRange(V1.RangeRule options) : Rule(options.Stop)
{
    /// <inheritdoc/>
    public override string Name => "update_ratio";

    /// <inheritdoc/>
    public override string Advice => "A step changes the weights of this layer by far too much or not at all: try another learning rate.";

    /// <inheritdoc/>
    public override double Worse => 10;

    /// <inheritdoc/>
    public override bool IsDue(EpochEvidence epoch) => epoch.Output.HasGradient;

    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch)
    {
        foreach (var layer in epoch.Layers)
        {
            if (layer.UpdateRatio > options.High) yield return new(layer.Name, layer.UpdateRatio, options.High, Measurement.Above(layer.UpdateRatio, options.High));
            else if (layer.UpdateRatio < options.Low) yield return new(layer.Name, layer.UpdateRatio, options.Low, Measurement.Below(layer.UpdateRatio, options.Low));
        }
    }
}
