using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Randomness;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Networks;

/// <summary>Layers in a row.</summary>
internal sealed class FeedForwardNetwork
{
    /// <summary>Makes and initialises the network of a resolved job.</summary>
    /// <param name="network">In full.</param>
    /// <param name="inputs">Features of one sample.</param>
    /// <param name="seed">From which the initial values follow.</param>
    public FeedForwardNetwork(Network network, int inputs, long seed)
    {
        Inputs = inputs;
        var layers = new List<NetworkLayer>();
        foreach (var layer in network.Layers)
        {
            layers.Add(LayerKinds.Create(layer, inputs, new RandomStream(seed, Purpose.Initialisation, layers.Count)));
            inputs = layers[^1].Units;
        }
        Layers = layers;
        Parameters = [.. layers.SelectMany(layer => layer.Parameters)];
    }

    /// <summary>Features of one sample.</summary>
    public int Inputs { get; }

    /// <summary>The layers, the output last.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>What is trained, of all layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }
}
