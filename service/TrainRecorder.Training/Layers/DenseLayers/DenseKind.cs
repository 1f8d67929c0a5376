using TrainRecorder.Training.Initializers;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.DenseLayers;

/// <summary>Every input to every unit.</summary>
internal sealed class DenseKind : LayerKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.Dense;

    /// <inheritdoc/>
    public override bool SumsInputs => true;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        var dense = layer.Dense;
        var before = scope.Violations.Count;
        if (!dense.HasBias) dense.Bias = true;
        scope.Violations.InRange(scope.Field("units"), dense.Units, 1, Limits.Units);
        var activation = scope.Activation(dense.Activation, dense.ActivationParameters, scope.Default);
        if (activation is not null)
        {
            dense.Activation = activation.Name;
            dense.ActivationParameters = activation.Parameters;
        }
        if (scope.Violations.Count == before && input is { Rank: > 1 } && !scope.First)
            scope.RefuseShape("a list of values (put a flatten layer before it)", input);
        int[]? weight = input is null ? null : [dense.Units, (int)input.Count];
        InitializerRules.Resolve(dense.WeightInitializer, scope.Field("weight_initializer"), weight, scope.Violations);
        if (dense.BiasInitializer is not null && !dense.Bias) scope.Violations.Add(scope.Field("bias_initializer"), "There is no bias.");
        else InitializerRules.Resolve(dense.BiasInitializer, scope.Field("bias_initializer"), [dense.Units], scope.Violations);
        if (scope.Violations.Count > before || input is null) return null;
        return new LayerPlan(this, scope.Name, layer, input, new TensorShape(dense.Units))
        {
            Activation = activation,
            Weight = weight,
            Bias = dense.Bias ? [dense.Units] : null,
        };
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation) => new DenseLayer(plan, initialisation.Of(initialisation.NextLayer()));
}
