using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Normalizations;

/// <summary>Normalisation of each channel over the batch.</summary>
internal sealed class BatchNormKind : LayerKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.BatchNorm;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        var norm = layer.BatchNorm;
        var before = scope.Violations.Count;
        if (!norm.HasMomentum) norm.Momentum = 0.1;
        if (!(norm.Momentum is > 0 and <= 1)) scope.Violations.Add(scope.Field("momentum"), $"Must be above 0 and at most 1, but is {norm.Momentum:R}.");
        if (!norm.HasEpsilon) norm.Epsilon = 1e-5;
        scope.Violations.Finite(scope.Field("epsilon"), norm.Epsilon, low: 0);
        var activation = scope.Activation(norm.Activation, norm.ActivationParameters, LayerScope.Linear);
        if (activation is not null) (norm.Activation, norm.ActivationParameters) = (activation.Name, activation.Parameters);
        if (scope.Violations.Count > before || input is null) return null;
        int[] channels = [input.Axes[0]];
        return new LayerPlan(this, scope.Name, layer, input, new TensorShape(input.Axes)) { Activation = activation, Weight = channels, Bias = channels, RunningStatistics = true };
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation)
    {
        initialisation.NextLayer();
        return new BatchNormLayer(plan);
    }
}
