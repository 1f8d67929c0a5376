using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Page;

/// <summary>Packs one epoch for a page that asked for it. Tensors are called as in a page's own data, without the axis of frames.</summary>
public static class FramePack
{
    /// <summary>Up to so many weights between two layers, all are sent; of more, the strongest so many.</summary>
    public const int MostWeights = 1_000_000;

    /// <summary>How many are sent of more than <see cref="MostWeights"/>.</summary>
    public const int Strongest = 100_000;

    /// <summary>Packs a frame.</summary>
    /// <param name="source">The recording.</param>
    /// <param name="ranges">Its ranges.</param>
    /// <param name="frame">The frame, with weights.</param>
    /// <param name="drawnOnly">Of the weights only those that are drawn at first: little to send while one scrubs.</param>
    public static byte[] Write(PageSource source, PageRanges ranges, PageFrame frame, bool drawnOnly = false) => PagePack.Write(packer =>
    {
        for (int index = 0; index < frame.Layers.Count; index++)
            WriteLayer(packer, source.Network.Layers[index].Name, frame.Layers[index]);
        foreach (PageLink link in source.Links)
            WriteLink(packer, source, ranges, link, frame.Layers[link.To], drawnOnly);
    });

    private static void WriteLayer(TensorPacker packer, string name, PageLayerFrame layer)
    {
        foreach ((string quantity, float[] values) in layer.Units)
            packer.Floats($"{name}.{quantity}", values);
        if (layer.Samples is { } samples)
            packer.Floats($"{name}.activation", samples);
        if (layer.Dead is { } dead)
            packer.Floats($"{name}.dead", [dead]);
        if (layer.Dormant is { } dormant)
            packer.Floats($"{name}.dormant", [dormant]);
    }

    private static void WriteLink(TensorPacker packer, PageSource source, PageRanges ranges, PageLink link, PageLayerFrame layer, bool drawnOnly)
    {
        if (layer.Weight is not { } weight)
            return;
        string name = link.Column;
        (int from, int to) = (source.Network.Layers[link.From].Units, source.Network.Layers[link.To].Units);
        int most = drawnOnly ? EdgeBudget.Between(from, to) : weight.Length > MostWeights ? Strongest : weight.Length;
        int[]? kept = null;
        if (most < weight.Length)
        {
            kept = new int[most];
            Array.Resize(ref kept, EdgeRanking.Strongest(weight, kept).Drawn);
            Array.Sort(kept);
            packer.Places(name + ".source", Array.ConvertAll(kept, place => place % from));
            packer.Places(name + ".target", Array.ConvertAll(kept, place => place / from));
        }
        packer.Floats(name, kept is null ? weight : Array.ConvertAll(kept, place => weight[place]));
        if (layer.Gradient is { } gradient)
            packer.Floats(name + ".gradient", kept is null ? gradient : Array.ConvertAll(kept, place => gradient[place]));
        packer.Floats(name + ".histogram", LinkFacts.Histogram(weight, ranges.Weights[link.To]?.Largest ?? 0));
        if (EdgeBudget.LeavesOut(from, to))
            packer.Floats(name + ".density", LinkFacts.Density(weight, from, to));
        if (LinkFacts.NotFinite(weight) is > 0 and int notFinite)
            packer.Floats(name + ".not_finite", [notFinite]);
    }
}
