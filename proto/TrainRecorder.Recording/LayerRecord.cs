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
}
