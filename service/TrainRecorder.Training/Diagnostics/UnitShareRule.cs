namespace TrainRecorder.Training.Diagnostics;

/// <summary>Finds layers in which more than a share of the units are as they should not be.</summary>
internal abstract class UnitShareRule(V1.DiagnosticRule options) : Rule(options.Stop)
{
    /// <inheritdoc/>
    public override IEnumerable<Measurement> Measure(EpochEvidence epoch)
    {
        foreach (var layer in epoch.Hidden.Where(AppliesTo))
        {
            int[] units = [.. Enumerable.Range(0, layer.Units).Where(unit => IsBad(layer, unit))];
            var share = units.Length / (double)layer.Units;
            if (share > options.Threshold) yield return new(layer.Name, share, options.Threshold, Measurement.Above(share, options.Threshold), units);
        }
    }

    /// <summary>A layer can have such units.</summary>
    protected abstract bool AppliesTo(LayerEvidence layer);

    /// <summary>A unit is one of them.</summary>
    protected abstract bool IsBad(LayerEvidence layer, int unit);
}
