using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Residuals;

/// <summary>Layers whose result is added to what came in.</summary>
internal sealed class ResidualKind : LayerKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.Residual;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        var residual = layer.Residual;
        var before = scope.Violations.Count;
        if (residual.Layers.Count == 0) scope.Violations.Add(scope.Field("layers"), "Is empty: a block needs at least one layer.");
        var layers = scope.Block("layers", residual.Layers, input, "hidden");
        var shortcut = scope.Block("shortcut", residual.Shortcut, input, "shortcut");
        var activation = scope.Activation(residual.Activation, residual.ActivationParameters, scope.Default);
        if (activation is not null) (residual.Activation, residual.ActivationParameters) = (activation.Name, activation.Parameters);
        if (scope.Violations.Count > before || input is null || layers is null || shortcut is null) return null;
        var (inside, past) = (layers[^1].Output, shortcut.Count > 0 ? shortcut[^1].Output : input);
        if (!inside.Equals(past))
        {
            var what = shortcut.Count > 0 ? "its shortcut gives" : "what comes in has the shape";
            scope.Violations.Add(scope.Path, $"Layer '{scope.Name}' (residual) adds two tensors of one shape, but its layers give {inside} and {what} {past}.");
            return null;
        }
        return new LayerPlan(this, scope.Name, layer, input, inside) { Activation = activation, Layers = layers, Shortcut = shortcut };
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation)
    {
        NetworkLayer[] layers = [.. plan.Layers.Select(inner => inner.Kind.Create(inner, initialisation))];
        NetworkLayer[] shortcut = [.. plan.Shortcut.Select(inner => inner.Kind.Create(inner, initialisation))];
        initialisation.NextLayer();
        return new ResidualLayer(plan, layers, shortcut);
    }
}
