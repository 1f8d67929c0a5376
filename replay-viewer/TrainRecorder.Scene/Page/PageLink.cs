using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Page;

/// <summary>The weights that lead from one drawn layer to another.</summary>
/// <param name="Wire">The way.</param>
/// <param name="Column">The column of the weights: <c>hidden1.weight</c>.</param>
/// <param name="Kernel">Where a line stands for several weights, their height and width: of a kernel, or of the places of a channel; otherwise empty.</param>
/// <param name="HasGradient">The gradients of the weights are recorded.</param>
public sealed record PageLink(Wire Wire, string Column, IReadOnlyList<int> Kernel, bool HasGradient)
{
    /// <summary>The layer they come from: a place among the drawn layers.</summary>
    public int From => Wire.From;

    /// <summary>The layer they belong to.</summary>
    public int To => Wire.To;

    /// <summary>The links of a network: every wire whose lines have values.</summary>
    /// <param name="drawn">The network as it is drawn.</param>
    /// <param name="hasGradient">Says whether a column of gradients is recorded.</param>
    public static IReadOnlyList<PageLink> Of(DrawnNetwork drawn, Predicate<string> hasGradient) =>
    [
        .. drawn.Wires.Where(wire => wire.HasValues).Select(wire =>
        {
            string column = drawn.Network.Layers[wire.To].Name + ".weight";
            return new PageLink(wire, column, KernelOf(drawn.Network, wire), hasGradient(column + "_gradient"));
        }),
    ];

    /// <summary>The line between two units, of the weights into the second of them; 0 where they are not joined.</summary>
    /// <param name="incoming">The recorded weights of the unit.</param>
    /// <param name="source">The unit they come from.</param>
    /// <param name="target">The unit.</param>
    public float Line(float[] incoming, int source, int target)
    {
        int perGroup = Wire.UnitsFrom / Wire.Groups;
        int place = source - target / (Wire.UnitsTo / Wire.Groups) * perGroup;
        if (place < 0 || place >= perGroup)
            return 0;
        if (Wire.Inner == 1)
            return incoming[place];
        double sum = 0;
        foreach (float weight in incoming.AsSpan(place * Wire.Inner, Wire.Inner))
            sum += (double)weight * weight;
        return (float)Math.Sqrt(sum);
    }

    private static IReadOnlyList<int> KernelOf(NetworkShape network, Wire wire)
    {
        if (wire.Inner == 1)
            return [];
        IReadOnlyList<int> shape = network.Layers[wire.To].WeightShape;
        if (wire.IsKernel)
            return shape.Count == 4 ? [shape[2], shape[3]] : [1, wire.Inner];
        return network.Layers[wire.From].Tiles is { } tile && tile.Pixels == wire.Inner ? [tile.Height, tile.Width] : [1, wire.Inner];
    }
}
