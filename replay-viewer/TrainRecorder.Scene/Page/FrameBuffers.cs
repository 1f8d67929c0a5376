using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Page;

/// <summary>The values of the epochs shown, gathered from a recording an epoch at a time: memory for what the page shows, not for what was recorded.</summary>
internal sealed class FrameBuffers
{
    private readonly PageSource _source;
    private readonly PageRanges _ranges;
    private readonly IReadOnlyList<int> _epochs;
    private readonly SortedDictionary<string, (float[] Values, int Width)> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<PageLink, int[]> _kept = [];

    private FrameBuffers(PageSource source, PageRanges ranges, IReadOnlyList<int> epochs) => (_source, _ranges, _epochs) = (source, ranges, epochs);

    /// <summary>The tensors, each <c>[frames, width]</c>; NaN where nothing was recorded.</summary>
    public IEnumerable<KeyValuePair<string, (float[] Values, int Width)>> Tensors => _tensors;

    /// <summary>The places of the weights that are kept, increasing; null if all are.</summary>
    public int[]? Kept(PageLink link) => _kept.GetValueOrDefault(link);

    /// <summary>Gathers. Recordings whose weights cannot all be shown are read twice: to find the strongest, then to take them.</summary>
    /// <param name="source">The recording.</param>
    /// <param name="ranges">Its ranges.</param>
    /// <param name="epochs">The epochs shown.</param>
    /// <param name="samples">The samples of the probe whose activations are shown.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<FrameBuffers> GatherAsync(
        PageSource source, PageRanges ranges, IReadOnlyList<int> epochs, IReadOnlyList<int> samples, CancellationToken cancellationToken)
    {
        FrameBuffers buffers = new(source, ranges, epochs);
        await buffers.ChooseEdgesAsync(cancellationToken).ConfigureAwait(false);
        PageSelection selection = source.Everything with { Samples = samples };
        for (int frame = 0; frame < epochs.Count; frame++)
            buffers.Take(frame, await source.ReadAsync(epochs[frame], selection, cancellationToken).ConfigureAwait(false));
        return buffers;
    }

    private async Task ChooseEdgesAsync(CancellationToken cancellationToken)
    {
        Dictionary<PageLink, EdgeUnion> unions = [];
        foreach (PageLink link in _source.Links)
        {
            (int from, int to) = Units(link);
            if (EdgeBudget.LeavesOut(from, to))
                unions.Add(link, new EdgeUnion(EdgeBudget.Between(from, to), PageBudget.EdgesKept(from, to)));
        }
        if (unions.Count == 0)
            return;
        foreach (int epoch in _epochs)
        {
            PageFrame frame = await _source.ReadAsync(epoch, PageSelection.Usual, cancellationToken).ConfigureAwait(false);
            foreach ((PageLink link, EdgeUnion union) in unions)
            {
                if (frame.Layers[link.To].Weight is { } weights)
                    union.Add(weights);
            }
        }
        foreach ((PageLink link, EdgeUnion union) in unions)
            _kept[link] = union.Places();
    }

    private void Take(int frame, PageFrame values)
    {
        for (int layer = 0; layer < values.Layers.Count; layer++)
        {
            string name = _source.Network.Layers[layer].Name;
            foreach ((string quantity, float[] units) in values.Layers[layer].Units)
                Put($"{name}.{quantity}", frame, units);
            Put($"{name}.activation", frame, values.Layers[layer].Samples);
            Put($"{name}.dead", frame, values.Layers[layer].Dead is { } dead ? [dead] : null);
            Put($"{name}.dormant", frame, values.Layers[layer].Dormant is { } dormant ? [dormant] : null);
        }
        foreach (PageLink link in _source.Links)
            TakeLink(frame, link, link.Column, values.Layers[link.To]);
    }

    private void TakeLink(int frame, PageLink link, string name, PageLayerFrame values)
    {
        if (values.Weight is not { } weight)
            return;
        int[]? kept = Kept(link);
        Put(name, frame, Choose(weight, kept));
        Put(name + ".gradient", frame, values.Gradient is { } gradient ? Choose(gradient, kept) : null);
        Put(name + ".histogram", frame, LinkFacts.Histogram(weight, _ranges.Weights[link.To]?.Largest ?? 0));
        if (kept is not null)
        {
            (int from, int to) = Units(link);
            Put(name + ".density", frame, LinkFacts.Density(weight, from, to));
        }
        if (LinkFacts.NotFinite(weight) is > 0 and int notFinite)
            Put(name + ".not_finite", frame, [notFinite]);
    }

    private static float[] Choose(float[] values, int[]? kept) => kept is null ? values : Array.ConvertAll(kept, place => values[place]);

    private (int From, int To) Units(PageLink link) => (_source.Network.Layers[link.From].Units, _source.Network.Layers[link.To].Units);

    private void Put(string name, int frame, float[]? values)
    {
        if (values is not { Length: > 0 })
            return;
        if (!_tensors.TryGetValue(name, out (float[] Values, int Width) tensor))
        {
            tensor = (new float[_epochs.Count * values.Length], values.Length);
            Array.Fill(tensor.Values, float.NaN);
            _tensors.Add(name, tensor);
        }
        values.CopyTo(tensor.Values, frame * tensor.Width);
    }
}
