using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Networks;

/// <summary>What a network comes to, worked out without making it.</summary>
/// <param name="Input">The shape of a row.</param>
/// <param name="Layers">The layers in a row, those in blocks within their blocks; the output last.</param>
internal sealed record NetworkPlan(TensorShape Input, IReadOnlyList<LayerPlan> Layers)
{
    /// <summary>All layers, those inside blocks before their block, in the order in which they are recorded.</summary>
    public IEnumerable<LayerPlan> All => Layers.SelectMany(layer => layer.All);

    /// <summary>Values that are trained.</summary>
    public long Parameters => All.Sum(layer => layer.Parameters);

    /// <summary>Values of one sample, from the input to the output.</summary>
    public long Values => Input.Count + All.Sum(layer => layer.Output.Count);

    /// <summary>The plan of a resolved network.</summary>
    public static NetworkPlan Of(Network network)
    {
        var violations = new Violations();
        network = network.Clone();
        var layers = Resolve(network, new TensorShape([.. network.InputShape]), violations);
        return layers is null || violations.Count > 0
            ? throw new InvalidOperationException($"The network is not resolved: {string.Join(" ", violations.All.Select(violation => violation.Description))}")
            : new NetworkPlan(new TensorShape([.. network.InputShape]), layers);
    }

    /// <summary>Checks the layers of a network that has them in full, and makes their defaults explicit; that of the output's activation may be left.</summary>
    /// <param name="network">Its activation is known to be good; every layer has a name.</param>
    /// <param name="input">The shape of a row; null if it is not known.</param>
    /// <param name="violations">Where violations go.</param>
    /// <returns>Null after a violation, and without a known input.</returns>
    public static IReadOnlyList<LayerPlan>? Resolve(Network network, TensorShape? input, Violations violations)
    {
        var byDefault = new ActivationChoice(network.Activation, network.ActivationParameters);
        var plans = new List<LayerPlan>();
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            var last = i == network.Layers.Count - 1;
            var scope = new LayerScope($"network.layers[{i}]", layer.Name, "", i == 0, last, last ? null : byDefault, byDefault, violations);
            var plan = LayerKinds.Resolve(layer, input, scope);
            if (plan is not null) plans.Add(plan);
            input = plan?.Output;
        }
        return plans.Count == network.Layers.Count ? plans : null;
    }
}
