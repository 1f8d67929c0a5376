using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>What one layer records.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="WeightShape">Shape of the weights, PyTorch's order <c>[out, in…]</c>; null for a layer without weights.</param>
/// <param name="BiasShape">Shape of the biases, or null.</param>
/// <param name="Units">Units (of a convolution: channels).</param>
/// <param name="Saturation">The activation function can saturate, so saturation is recorded.</param>
public sealed record LayerRecord(LayerInfo Layer, IReadOnlyList<int>? WeightShape, IReadOnlyList<int>? BiasShape, int Units, bool Saturation);

/// <summary>The columns that the format defines, by name, shape and meaning (SPECIFICATION.md, "Columns").</summary>
public static class StandardColumns
{
    /// <summary>The names of the statistics in <c>&lt;layer&gt;.summary</c>, in order.</summary>
    public static IReadOnlyList<string> SummaryStatistics { get; } =
    [
        "weight_mean", "weight_std", "weight_min", "weight_max", "weight_l2_norm", "weight_zero_count", "weight_non_finite_count", "weight_update_ratio",
        "bias_mean", "bias_std", "bias_min", "bias_max", "bias_l2_norm", "bias_zero_count", "bias_non_finite_count", "bias_update_ratio",
        "activation_mean", "activation_std", "activation_p2", "activation_p25", "activation_p50", "activation_p75", "activation_p98", "activation_non_finite_count",
        "dead_count", "dormant_count", "effective_dimension", "effective_rank",
    ];

    /// <summary>All columns of a recording, in the order of the file: the scalars, the probe, then the layers' tensors.</summary>
    /// <param name="layers">The layers from <c>input</c> to the output.</param>
    /// <param name="scores">The task's scores beside the loss: <c>accuracy</c> or <c>rmse</c>.</param>
    /// <param name="probeSamples">Samples of the probe.</param>
    public static IReadOnlyList<ColumnInfo> For(IReadOnlyList<LayerRecord> layers, IReadOnlyList<string> scores, int probeSamples) =>
        throw new NotImplementedException();
}
