using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>What one layer records.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="WeightShape">Shape of the weights, PyTorch's order <c>[out, in…]</c>; null for a layer without weights.</param>
/// <param name="BiasShape">Shape of the biases, or null.</param>
/// <param name="Units">Units (of a convolution: channels).</param>
/// <param name="Saturation">The activation function can saturate, so saturation is recorded.</param>
public sealed record LayerRecord(LayerInfo Layer, IReadOnlyList<int>? WeightShape, IReadOnlyList<int>? BiasShape, int Units, bool Saturation)
{
    /// <summary>The layer has running statistics of its input (batch norm). Default: false.</summary>
    public bool RunningStatistics { get; init; }

    /// <summary>What each axis of the weights counts. Default: by their number of axes, <c>[output, input, kernel…]</c>, or <c>[unit]</c>.</summary>
    public IReadOnlyList<string>? WeightAxes { get; init; }

    /// <summary>The units are along the last axis of the layer's shape, and the other axes are positions. Default: along the first.</summary>
    public bool UnitsLast { get; init; }
}
