namespace TrainRecorder.Training.Diagnostics;

/// <summary>Parameters or activations of a layer are NaN or infinite.</summary>
internal sealed class NonFiniteValues(V1.DiagnosticRule options) : Rule(options.Stop)
{
    /// <inheritdoc/>
    public override string Name => "non_finite_values";

    /// <inheritdoc/>
    public override string Advice =>
        "Values of this layer are NaN or infinite and will not recover: try a lower learning rate or gradient clipping, and look at the inputs for values that are too large.";

    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch) =>
        from layer in epoch.Layers
        where layer.NonFinite > options.Threshold
        select new Measurement(
            layer.Name, layer.NonFinite, options.Threshold, Measurement.Above(layer.NonFinite, options.Threshold),
            [.. Enumerable.Range(0, layer.Units).Where(layer.OfUnits.IsBroken)]);
}
