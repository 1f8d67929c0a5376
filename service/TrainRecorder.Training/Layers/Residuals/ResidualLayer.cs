namespace TrainRecorder.Training.Layers.Residuals;

/// <summary>y = activation(shortcut(x) + f(x)) (He et al. 2015, arXiv 1512.03385).</summary>
/// <param name="plan">What it is.</param>
/// <param name="layers">f.</param>
/// <param name="shortcut">The way past f; empty for x itself.</param>
internal sealed class ResidualLayer(LayerPlan plan, IReadOnlyList<NetworkLayer> layers, IReadOnlyList<NetworkLayer> shortcut) : NetworkLayer(plan)
{
    /// <summary>f.</summary>
    public IReadOnlyList<NetworkLayer> Inside => layers;

    /// <summary>The way past f; empty for x itself.</summary>
    public IReadOnlyList<NetworkLayer> Shortcut => shortcut;

    /// <inheritdoc/>
    public override IEnumerable<NetworkLayer> All => [.. layers.SelectMany(layer => layer.All), .. shortcut.SelectMany(layer => layer.All), this];

    /// <inheritdoc/>
    public override LayerPass CreatePass(PassSettings settings, PassInput input) => new ResidualPass(this, settings, input);
}
