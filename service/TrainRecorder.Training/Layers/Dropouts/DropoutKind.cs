using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Dropouts;

/// <summary>Values set to zero at random while training.</summary>
internal sealed class DropoutKind : LayerKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.Dropout;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        var dropout = layer.Dropout;
        var before = scope.Violations.Count;
        if (!dropout.HasRate) dropout.Rate = 0.5;
        scope.Violations.HalfOpen(scope.Field("rate"), dropout.Rate, 0, 1);
        return scope.Violations.Count > before || input is null ? null : new LayerPlan(this, scope.Name, layer, input, input);
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation) => new DropoutLayer(plan, initialisation.Seed, initialisation.NextLayer());
}
