using TrainRecorder.Training.Activations;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers;

/// <summary>What a layer of a job comes to, worked out without making it: enough to validate, to estimate, to describe, and to make it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its whole name, that of the block around it included.</param>
/// <param name="Layer">What the job says, every default explicit.</param>
/// <param name="Input">The shape that comes in.</param>
/// <param name="Output">The shape that comes out.</param>
internal sealed record LayerPlan(LayerKind Kind, string Name, Layer Layer, TensorShape Input, TensorShape Output)
{
    /// <summary>What is applied last; null for a kind that has none.</summary>
    public ActivationChoice? Activation { get; init; }

    /// <summary>The shape of <c>weight</c>, PyTorch's; null without.</summary>
    public IReadOnlyList<int>? Weight { get; init; }

    /// <summary>What each axis of <c>weight</c> counts; null for what the format says of its number of axes.</summary>
    public IReadOnlyList<string>? WeightAxes { get; init; }

    /// <summary>The shape of <c>bias</c>; null without.</summary>
    public IReadOnlyList<int>? Bias { get; init; }

    /// <summary>It has a running mean and a running variance, one of each a unit.</summary>
    public bool RunningStatistics { get; init; }

    /// <summary>The layers inside, in order; each is recorded as a layer of its own, before this one.</summary>
    public IReadOnlyList<LayerPlan> Layers { get; init; } = [];

    /// <summary>The layers of the way past <see cref="Layers"/>.</summary>
    public IReadOnlyList<LayerPlan> Shortcut { get; init; } = [];

    /// <summary>Values that are trained.</summary>
    public long Parameters => Product(Weight) + Product(Bias);

    /// <summary>This layer and all inside, in the order in which they are recorded.</summary>
    public IEnumerable<LayerPlan> All => [.. Layers.SelectMany(layer => layer.All), .. Shortcut.SelectMany(layer => layer.All), this];

    private static long Product(IReadOnlyList<int>? shape) => shape is null ? 0 : shape.Aggregate(1L, (product, axis) => product * axis);
}
