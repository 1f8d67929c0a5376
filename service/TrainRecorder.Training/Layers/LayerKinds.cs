using TrainRecorder.Training.Layers.Convolutions;
using TrainRecorder.Training.Layers.DenseLayers;
using TrainRecorder.Training.Layers.Dropouts;
using TrainRecorder.Training.Layers.Embeddings;
using TrainRecorder.Training.Layers.Flattening;
using TrainRecorder.Training.Layers.Normalizations;
using TrainRecorder.Training.Layers.Pooling;
using TrainRecorder.Training.Layers.Residuals;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers;

/// <summary>The kinds of layers there are. A new one is a field in job.proto, a folder here, and a line in this list.</summary>
internal static class LayerKinds
{
    private static readonly Dictionary<Layer.KindOneofCase, LayerKind> Kinds = new LayerKind[]
    {
        new DenseKind(),
        new Convolution1dKind(),
        new Convolution2dKind(),
        new MaxPoolKind(),
        new AveragePoolKind(),
        new GlobalMaxPoolKind(),
        new GlobalAveragePoolKind(),
        new FlattenKind(),
        new BatchNormKind(),
        new LayerNormKind(),
        new DropoutKind(),
        new EmbeddingKind(),
        new ResidualKind(),
    }.ToDictionary(kind => kind.Case);

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Values.Select(kind => kind.Name)];

    /// <summary>The kind of a layer; null if it has none.</summary>
    public static LayerKind? Of(Layer layer) => Kinds.GetValueOrDefault(layer.KindCase);

    /// <summary>Checks a layer, as its kind does.</summary>
    /// <inheritdoc cref="LayerKind.Resolve"/>
    public static LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        if (Kinds.TryGetValue(layer.KindCase, out var kind)) return kind.Resolve(layer, input, scope with { Kind = kind.Name });
        scope.Violations.Add(scope.Path, $"Exactly one kind of layer must be given; known: {string.Join(", ", Names)}.");
        return null;
    }
}
