using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Normalizations;

/// <summary>Normalisation of each sample over its own values.</summary>
internal sealed class LayerNormKind : LayerKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.LayerNorm;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        var norm = layer.LayerNorm;
        var before = scope.Violations.Count;
        if (!norm.HasEpsilon) norm.Epsilon = 1e-5;
        scope.Violations.Finite(scope.Field("epsilon"), norm.Epsilon, low: 0);
        if (!norm.HasAxes && input is not null) norm.Axes = input.Rank;
        if (norm.HasAxes) scope.Violations.InRange(scope.Field("axes"), norm.Axes, 1, input?.Rank ?? 8);
        var activation = scope.Activation(norm.Activation, norm.ActivationParameters, LayerScope.Linear);
        if (activation is not null) (norm.Activation, norm.ActivationParameters) = (activation.Name, activation.Parameters);
        if (scope.Violations.Count > before || input is null) return null;
        int[] shape = [.. input.Axes.Skip(input.Rank - norm.Axes)];
        return new LayerPlan(this, scope.Name, layer, input, input)
        {
            Activation = activation,
            Weight = shape,
            WeightAxes = AxesOf(shape.Length),
            Bias = shape,
        };
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation)
    {
        initialisation.NextLayer();
        return new LayerNormLayer(plan);
    }

    private static string[] AxesOf(int rank) => rank switch
    {
        1 => ["unit"],
        2 => ["channel", "position"],
        3 => ["channel", "height", "width"],
        _ => [.. Enumerable.Range(0, rank).Select(axis => $"axis_{axis}")],
    };
}
