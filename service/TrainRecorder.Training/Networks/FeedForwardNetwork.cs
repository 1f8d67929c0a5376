using TrainRecorder.Training.Layers;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Networks;

/// <summary>Layers in a row.</summary>
internal sealed class FeedForwardNetwork
{
    /// <summary>Makes and initialises the network of a resolved job.</summary>
    /// <param name="network">In full, its input shape included.</param>
    /// <param name="seed">From which the initial values follow.</param>
    public FeedForwardNetwork(Network network, long seed)
    {
        Plan = NetworkPlan.Of(network);
        var initialisation = new Initialisation(seed);
        Chain = [.. Plan.Layers.Select(plan => plan.Kind.Create(plan, initialisation))];
        Layers = [.. Chain.SelectMany(layer => layer.All)];
        Parameters = [.. Layers.SelectMany(layer => layer.Parameters)];
        Tensors = [.. Parameters, .. Layers.SelectMany(layer => layer.Buffers)];
    }

    /// <summary>What it is.</summary>
    public NetworkPlan Plan { get; }

    /// <summary>Features of one sample.</summary>
    public int Inputs => (int)Plan.Input.Count;

    /// <summary>The layers as they follow each other, those in blocks within their blocks; the output last.</summary>
    public IReadOnlyList<NetworkLayer> Chain { get; }

    /// <summary>All layers, those inside blocks before their block, in the order in which they are recorded; the output last.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>What is trained, of all layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>All that training changes: the parameters in their order, then the running statistics.</summary>
    public IReadOnlyList<Tensor> Tensors { get; }
}
