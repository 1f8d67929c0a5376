namespace TrainRecorder.Training.Diagnostics;

/// <summary>Units that are not dead but hardly ever say anything beside the others (Sokar et al. 2023, arXiv 2302.12902).</summary>
internal sealed class DormantUnits(V1.DiagnosticRule options) : UnitShareRule(options)
{
    /// <inheritdoc/>
    public override string Name => "dormant_units";

    /// <inheritdoc/>
    public override string Advice => "These units contribute next to nothing: the layer may be wider than the task needs, or the learning rate too high.";

    /// <inheritdoc/>
    protected override bool AppliesTo(LayerEvidence layer) => layer.Learns;

    /// <inheritdoc/>
    protected override bool IsBad(LayerEvidence layer, int unit) => layer.OfUnits.IsDormant(unit) && !layer.OfUnits.IsDead(unit);
}
