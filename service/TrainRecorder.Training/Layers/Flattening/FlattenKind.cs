using TrainRecorder.Training.Arithmetic;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Flattening;

/// <summary>The values as one list. They are in row-major order already, so that nothing is done.</summary>
internal sealed class FlattenKind : LayerKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.Flatten;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope) =>
        input is null ? null : new LayerPlan(this, scope.Name, layer, input, new TensorShape((int)input.Count));

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation)
    {
        initialisation.NextLayer();
        return new FlattenLayer(plan);
    }

    private sealed class FlattenLayer(LayerPlan plan) : NetworkLayer(plan)
    {
        public override LayerPass CreatePass(PassSettings settings, PassInput input) => new FlattenPass(this, input);
    }

    private sealed class FlattenPass(FlattenLayer layer, PassInput input) : LayerPass
    {
        public override NetworkLayer Layer => layer;

        public override Matrix Output => input.Values;

        public override Matrix? Gradient => input.Gradient;

        public override void Forward(int samples, BatchPlace place)
        {
            // The output is the input.
        }

        public override void Backward(int samples, bool gradientIsOfSums)
        {
            // So is the gradient.
        }
    }
}
