using TrainRecorder.Training.Initializers;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Layers.DenseLayers;

/// <summary>y = activation(W x + b), W of shape <c>[units, inputs]</c>.</summary>
internal sealed class DenseLayer : NetworkLayer
{
    /// <summary>Makes a layer, by default with PyTorch's initial values for <c>nn.Linear</c>: weights and biases uniform in ±1/√inputs.</summary>
    public DenseLayer(LayerPlan plan, RandomStream random)
        : base(plan)
    {
        var dense = plan.Layer.Dense;
        var byDefault = UniformInitializer.Within(1 / Math.Sqrt(Inputs));
        Weight = new Parameter($"{Name}.weight", plan.Weight!);
        InitializerKinds.Fill(Weight, dense.WeightInitializer, byDefault, random);
        if (plan.Bias is null) return;
        Bias = new Parameter($"{Name}.bias", plan.Bias);
        InitializerKinds.Fill(Bias, dense.BiasInitializer, byDefault, random);
    }

    /// <inheritdoc/>
    public override LayerPass CreatePass(PassSettings settings, PassInput input) => new DensePass(this, settings, input);
}
