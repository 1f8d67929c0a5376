namespace TrainRecorder.Scene.Runs;

/// <summary>What is seen of one epoch.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Layers">A layer each, from input to output.</param>
public sealed record FrameData(int Epoch, IReadOnlyList<LayerFrame> Layers);

/// <summary>What is seen of one layer at one epoch. Null is what was not recorded.</summary>
public sealed record LayerFrame
{
    /// <summary>The weights, <c>[units, units of the layer before]</c>, row-major.</summary>
    public float[]? Weight { get; init; }

    /// <summary>The biases, a unit.</summary>
    public float[]? Bias { get; init; }

    /// <summary>Saturation a unit, in [0, 1].</summary>
    public float[]? Saturation { get; init; }

    /// <summary>Mean activation over the probe, a unit.</summary>
    public float[]? MeanActivation { get; init; }

    /// <summary>Units that are flat on every sample of the probe.</summary>
    public int? DeadUnits { get; init; }
}
