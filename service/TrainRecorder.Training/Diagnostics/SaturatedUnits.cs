namespace TrainRecorder.Training.Diagnostics;

/// <summary>Units with a bounded activation that are at its ends on more than half of the probe: little gradient comes through them.</summary>
internal sealed class SaturatedUnits(V1.DiagnosticRule options) : UnitShareRule(options)
{
    /// <inheritdoc/>
    public override string Name => "saturated_units";

    /// <inheritdoc/>
    public override string Advice => "These units are at the ends of their range, where hardly any gradient comes through: try smaller initial weights, normalised inputs, or a lower learning rate.";

    /// <inheritdoc/>
    protected override bool AppliesTo(LayerEvidence layer) => layer.CanSaturate;

    /// <inheritdoc/>
    protected override bool IsBad(LayerEvidence layer, int unit) => layer.OfUnits.IsSaturated(unit);
}
