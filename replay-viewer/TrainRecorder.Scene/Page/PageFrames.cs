using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>The values of the epochs shown, gathered from a recording an epoch at a time: memory for what the page shows, not for what was recorded.</summary>
internal sealed class PageFrames
{
    private readonly PageSource _source;
    private readonly IReadOnlyList<int> _epochs;

    private PageFrames(PageSource source, IReadOnlyList<int> epochs)
    {
        (_source, _epochs) = (source, epochs);
        Layers = [.. source.Network.Layers.Select((layer, index) => new LayerFrames(layer, Total(index), epochs.Count))];
    }

    /// <summary>The layers' values.</summary>
    public IReadOnlyList<LayerFrames> Layers { get; }

    /// <summary>Gathers. Recordings whose weights cannot all be shown are read twice: to find the strongest, then to take them.</summary>
    public static async Task<PageFrames> GatherAsync(PageSource source, IReadOnlyList<int> epochs, CancellationToken cancellationToken)
    {
        PageFrames frames = new(source, epochs);
        await frames.ChooseEdgesAsync(cancellationToken).ConfigureAwait(false);
        for (int frame = 0; frame < epochs.Count; frame++)
        {
            FrameData data = await source.ReadAsync(epochs[frame], cancellationToken).ConfigureAwait(false);
            for (int layer = 0; layer < data.Layers.Count; layer++)
                frames.Layers[layer].Take(frame, data.Layers[layer]);
        }
        return frames;
    }

    private async Task ChooseEdgesAsync(CancellationToken cancellationToken)
    {
        Dictionary<int, EdgeUnion> unions = [];
        for (int index = 1; index < Layers.Count; index++)
        {
            (int from, int to) = (_source.Network.Layers[index - 1].Units, _source.Network.Layers[index].Units);
            if (Layers[index].TotalEdges > 0 && EdgeBudget.LeavesOut(from, to))
                unions.Add(index, new EdgeUnion(EdgeBudget.Between(from, to), PageBudget.EdgesKept(from, to)));
        }
        if (unions.Count == 0)
            return;
        foreach (int epoch in _epochs)
        {
            FrameData data = await _source.ReadAsync(epoch, cancellationToken).ConfigureAwait(false);
            foreach ((int layer, EdgeUnion union) in unions)
            {
                if (data.Layers[layer].Weight is { } weights)
                    union.Add(weights);
            }
        }
        foreach ((int layer, EdgeUnion union) in unions)
            Layers[layer].Keep(union.Places());
    }

    private int Total(int index) => index > 0 && _source.Network.Layers[index].HasWeights
        ? _source.Network.Layers[index - 1].Units * _source.Network.Layers[index].Units
        : 0;
}
