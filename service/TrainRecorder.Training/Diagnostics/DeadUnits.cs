namespace TrainRecorder.Training.Diagnostics;

/// <summary>Units with an activation like ReLU that are flat on every probe sample: no gradient comes through them any more.</summary>
internal sealed class DeadUnits(V1.DiagnosticRule options) : UnitShareRule(options)
{
    /// <inheritdoc/>
    public override string Name => "dead_units";

    /// <inheritdoc/>
    public override string Advice => "These units give the same for every sample and no longer learn: try a lower learning rate, a leaky activation, or another initialisation.";

    /// <inheritdoc/>
    protected override bool AppliesTo(LayerEvidence layer) => layer.CanDie;

    /// <inheritdoc/>
    protected override bool IsBad(LayerEvidence layer, int unit) => layer.OfUnits.IsDead(unit);
}
