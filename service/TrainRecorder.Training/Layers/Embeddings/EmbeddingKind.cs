using TrainRecorder.Training.Initializers;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Embeddings;

/// <summary>A row of a trained table for each whole number.</summary>
internal sealed class EmbeddingKind : LayerKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.Embedding;

    /// <inheritdoc/>
    public override bool TakesIndices => true;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        var embedding = layer.Embedding;
        var before = scope.Violations.Count;
        scope.Violations.InRange(scope.Field("vocabulary"), embedding.Vocabulary, 1, Limits.Vocabulary);
        scope.Violations.InRange(scope.Field("dimensions"), embedding.Dimensions, 1, Limits.Units);
        if (!scope.First) scope.Violations.Add(scope.Path, $"Layer '{scope.Name}' (embedding) takes the data's own whole numbers: it must be the first layer.");
        else if (input is { Rank: > 1 }) scope.RefuseShape("a list of whole numbers", input);
        int[] weight = [embedding.Vocabulary, embedding.Dimensions];
        InitializerRules.Resolve(embedding.WeightInitializer, scope.Field("weight_initializer"), weight, scope.Violations);
        if (scope.Violations.Count > before || input is null) return null;
        var count = input.Axes[0];
        var output = embedding.ChannelsFirst ? new TensorShape(embedding.Dimensions, count) : new TensorShape([count, embedding.Dimensions], unitsLast: true);
        return scope.Fits(output) ? new LayerPlan(this, scope.Name, layer, input, output) { Weight = weight, WeightAxes = ["index", "dimension"] } : null;
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation) => new EmbeddingLayer(plan, initialisation.Of(initialisation.NextLayer()));
}
