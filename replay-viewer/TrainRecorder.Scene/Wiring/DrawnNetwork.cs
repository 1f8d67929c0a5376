using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Wiring;

/// <summary>A network as it is drawn: which layers are seen, what their units are, and which wires run between them.</summary>
/// <remarks>
/// Layers that only pass on what comes in (flatten, dropout) are not drawn but named at the layer before them. The units of a layer whose output
/// is <c>[channels, height, width]</c> are its channels, each shown as a small picture; those of an input image that goes to dense
/// layers are its pixels.
/// </remarks>
public sealed class DrawnNetwork
{
    private static readonly HashSet<string> s_passOn = ["flatten", "dropout", "reshape", "identity"];

    private readonly int[] _recorded;

    private DrawnNetwork(NetworkShape network, int[] recorded, IReadOnlyList<Wire> wires)
    {
        (Network, _recorded, Wires) = (network, recorded, wires);
    }

    /// <summary>The layers that are drawn.</summary>
    public NetworkShape Network { get; }

    /// <summary>The place of each drawn layer in the recording.</summary>
    public IReadOnlyList<int> Recorded => _recorded;

    /// <summary>The ways between them, by the layer that they reach.</summary>
    public IReadOnlyList<Wire> Wires { get; }

    /// <summary>How the network of a recording is drawn.</summary>
    /// <param name="network">As it was recorded.</param>
    public static DrawnNetwork Of(NetworkShape network)
    {
        List<LayerShape> layers = [];
        List<int> recorded = [];
        int[] drawnAs = new int[network.Layers.Count];
        for (int index = 0; index < network.Layers.Count; index++)
        {
            LayerShape layer = network.Layers[index];
            if (index > 0 && s_passOn.Contains(layer.Kind) && Incoming(layer, index) is [int only])
            {
                int place = drawnAs[index] = drawnAs[only];
                layers[place] = layers[place] with { PassedOnBy = [.. layers[place].PassedOnBy, layer.Kind] };
                continue;
            }
            drawnAs[index] = layers.Count;
            recorded.Add(index);
            layers.Add(Drawn(network, index));
        }
        List<Wire> wires = [];
        for (int place = 1; place < layers.Count; place++)
        {
            int[] from = [.. Incoming(layers[place], recorded[place]).Select(input => drawnAs[input]).Where(input => input < place).Distinct()];
            for (int input = 0; input < from.Length; input++)
                wires.Add(Between(layers, from[input], place, carriesWeights: input == 0));
        }
        return new DrawnNetwork(new NetworkShape(layers), [.. recorded], wires);
    }

    /// <summary>Every recorded layer with every unit, each joined to the one before: how the interactive page has it.</summary>
    public static DrawnNetwork Plain(NetworkShape network) => new(
        network,
        [.. Enumerable.Range(0, network.Layers.Count)],
        [
            .. Enumerable.Range(1, network.Layers.Count - 1).Select(index => new Wire(
                index - 1,
                index,
                network.Layers[index] switch { { HasWeights: true } => WireKind.Weights, { IsSketch: true } => WireKind.Complete, _ => WireKind.Whole },
                network.Layers[index - 1].Units,
                network.Layers[index].Units)),
        ]);

    /// <summary>What was recorded of an epoch, of the drawn layers only.</summary>
    public FrameData Frame(FrameData recorded) => recorded.Layers.Count == _recorded.Length
        ? recorded
        : recorded with { Layers = [.. _recorded.Select(index => recorded.Layers[index])] };

    /// <summary>The wire that carries a layer's weights; null if there is none.</summary>
    public Wire? WireOf(int layer) => Wires.FirstOrDefault(wire => wire.To == layer && wire.HasValues);

    private static IReadOnlyList<int> Incoming(LayerShape layer, int index) => layer.Inputs.Count > 0 ? layer.Inputs : index == 0 ? [] : [index - 1];

    /// <summary>A layer with the units that are drawn of it.</summary>
    private static LayerShape Drawn(NetworkShape network, int index)
    {
        LayerShape layer = network.Layers[index];
        bool tiled = layer.Image is not null && layer.Kind != "embedding" && (index > 0 || GoesToImages(network));
        return tiled && layer.Image is { } image ? layer with { Units = image.Channels, Tiles = image, Image = null, UnitNames = [] } : layer;
    }

    /// <summary>The first layer after the input that computes anything works on images.</summary>
    private static bool GoesToImages(NetworkShape network)
    {
        LayerShape? first = network.Layers.Skip(1).FirstOrDefault(layer => !s_passOn.Contains(layer.Kind));
        return first is not null && (first.WeightShape.Count > 2 || first.Image is not null);
    }

    private static Wire Between(List<LayerShape> layers, int from, int to, bool carriesWeights)
    {
        int unitsFrom = layers[from].Units, unitsTo = layers[to].Units;
        Wire wire = new(from, to, WireKind.Whole, unitsFrom, unitsTo);
        if (layers[to] is { Kind: "embedding", Image: { } looked } && unitsTo == looked.Pixels && (looked.Height == unitsFrom || looked.Width == unitsFrom))
            return wire with { Kind = WireKind.Lookup, Inner = looked.Height == unitsFrom ? looked.Width : 1 };
        if (carriesWeights && layers[to].WeightShape is [int outputs, int inputs, ..] shape && outputs == unitsTo && layers[to].Kind != "embedding")
        {
            int inner = shape.Skip(2).Aggregate(1, (product, axis) => product * axis);
            if (shape.Count == 2 && inputs != unitsFrom && inputs % unitsFrom == 0)
                return wire with { Kind = WireKind.Strengths, Inner = inputs / unitsFrom };
            if (unitsFrom % inputs == 0 && unitsTo % (unitsFrom / inputs) == 0)
                return wire with { Kind = inner == 1 ? WireKind.Weights : WireKind.Strengths, Inner = inner, Groups = unitsFrom / inputs, IsKernel = inner > 1 };
        }
        return unitsFrom == unitsTo ? wire with { Kind = WireKind.OneToOne } : wire;
    }
}
