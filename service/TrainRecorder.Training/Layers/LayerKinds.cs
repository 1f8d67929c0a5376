using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Randomness;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers;

/// <summary>The kinds of layers there are.</summary>
internal static class LayerKinds
{
    /// <summary>Makes and initialises a layer of a resolved job.</summary>
    /// <param name="layer">What the job says.</param>
    /// <param name="inputs">Values that come in for one sample.</param>
    /// <param name="random">For its initial values.</param>
    public static NetworkLayer Create(Layer layer, int inputs, RandomStream random) => layer.KindCase switch
    {
        Layer.KindOneofCase.Dense => new DenseLayer(layer.Name, inputs, layer.Dense.Units, ActivationKinds.Get(layer.Dense.Activation), random),
        _ => throw new InvalidOperationException($"Layer '{layer.Name}' has no kind."),
    };
}
