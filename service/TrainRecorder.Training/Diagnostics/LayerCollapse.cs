namespace TrainRecorder.Training.Diagnostics;

/// <summary>All samples lie on a line, or on a point, in a layer's output: its effective rank (Roy and Vetterli 2007) is about 1.</summary>
internal sealed class LayerCollapse(V1.DiagnosticRule options) : Rule(options.Stop)
{
    /// <summary>One direction may be all that two units are for.</summary>
    private const int FewestUnits = 3;

    /// <inheritdoc/>
    public override string Name => "layer_collapse";

    /// <inheritdoc/>
    public override string Advice =>
        "All units of this layer say the same thing, so that what later layers could tell apart is lost: try another initialisation, a lower learning rate, or less weight decay.";

    /// <inheritdoc/>
    public override bool IsDue(EpochEvidence epoch) => epoch.HasSpectrum;

    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch) =>
        from layer in epoch.Hidden
        where layer.Learns && layer.Units >= FewestUnits && layer.EffectiveRank < options.Threshold
        select new Measurement(layer.Name, layer.EffectiveRank, options.Threshold, Measurement.Below(layer.EffectiveRank, options.Threshold));
}
