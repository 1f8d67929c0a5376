namespace TrainRecorder.Scene.Page;

/// <summary>What a page can show of one epoch.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Layers">A layer each, from input to output.</param>
public sealed record PageFrame(int Epoch, IReadOnlyList<PageLayerFrame> Layers);

/// <summary>What a page can show of one layer at one epoch. What was not recorded is missing or null.</summary>
public sealed record PageLayerFrame
{
    /// <summary>What is known of each unit, by the name of the quantity (<c>saturation</c>, <c>bias</c>), each <c>[units]</c>.</summary>
    public IReadOnlyDictionary<string, float[]> Units { get; init; } = new Dictionary<string, float[]>();

    /// <summary>The activation of each unit for the samples asked for, <c>[samples, units]</c>.</summary>
    public float[]? Samples { get; init; }

    /// <summary>The weights, <c>[units, units of the layer they come from]</c>; of a convolution the norms of its kernels.</summary>
    public float[]? Weight { get; init; }

    /// <summary>The gradients of the weights, alike.</summary>
    public float[]? Gradient { get; init; }

    /// <summary>Units that are flat on every sample of the probe.</summary>
    public int? Dead { get; init; }

    /// <summary>Units whose mean |activation| is hardly any of the layer's.</summary>
    public int? Dormant { get; init; }
}

/// <summary>What of an epoch is to be read.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Gradients">Their gradients.</param>
/// <param name="Samples">Samples of the probe, by their place in it, whose activations are wanted.</param>
public sealed record PageSelection(bool Weights, bool Gradients, IReadOnlyList<int> Samples)
{
    /// <summary>Weights and units, no gradients, no samples.</summary>
    public static PageSelection Usual { get; } = new(Weights: true, Gradients: false, []);
}
