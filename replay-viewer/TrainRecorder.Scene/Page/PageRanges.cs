using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>How large everything becomes that a page can show. It grows with a live recording and never shrinks.</summary>
/// <remarks>
/// Taken of at most <see cref="Epochs"/> epochs, always the first and the last, evenly between, as the scale of weights is: what is larger
/// at an epoch in between is drawn as the largest.
/// </remarks>
public sealed class PageRanges
{
    /// <summary>The most epochs looked at when a recording is opened.</summary>
    public const int Epochs = 17;

    private readonly Dictionary<(int Layer, string Quantity), ActivationRange> _units = [];
    private readonly Dictionary<string, double> _lines = [];
    private readonly WeightRange?[] _weights;

    private PageRanges(int layers) => _weights = new WeightRange?[layers];

    /// <summary>The weights of each layer, null where it has none.</summary>
    public IReadOnlyList<WeightRange?> Weights => _weights;

    /// <summary>The largest |value| of what lines can show beside weights between any layers: <c>contribution</c>, <c>change</c>, <c>gradient</c>; 0 if there is none.</summary>
    public double Largest(string lines) => _lines.GetValueOrDefault(lines);

    /// <summary>The values of a quantity of a layer, or null if it was never recorded.</summary>
    public ActivationRange? Of(int layer, string quantity) => _units.TryGetValue((layer, quantity), out ActivationRange range) ? range : null;

    /// <summary>The quantities of a layer, in the order of their names.</summary>
    public IEnumerable<string> Quantities(int layer) =>
        _units.Keys.Where(key => key.Layer == layer).Select(key => key.Quantity).Order(StringComparer.Ordinal);

    /// <summary>The largest |value| of a quantity in any layer but the input.</summary>
    public double Widest(string quantity) => _units.Where(pair => pair.Key.Quantity == quantity && pair.Key.Layer > 0)
        .Max(pair => (double?)Math.Max(-pair.Value.Smallest, pair.Value.Largest)) ?? 0;

    /// <summary>Reads the ranges of a recording.</summary>
    public static async Task<PageRanges> ReadAsync(PageSource source, IReadOnlyList<int> epochs, CancellationToken cancellationToken)
    {
        PageRanges ranges = new(source.Network.Layers.Count);
        PageFrame? before = null;
        foreach (int epoch in EpochSpread.Choose(epochs, Epochs))
        {
            PageFrame frame = await source.ReadAsync(epoch, source.Everything, cancellationToken).ConfigureAwait(false);
            ranges.Take(source, frame);
            if (before is not null)
                ranges.TakeChange(source, before, frame);
            before = frame;
        }
        return ranges;
    }

    /// <summary>Ranges of their own that begin with these.</summary>
    public PageRanges Copy()
    {
        PageRanges copy = new(_weights.Length);
        _weights.CopyTo(copy._weights, 0);
        foreach ((var key, ActivationRange range) in _units)
            copy._units.Add(key, range);
        foreach ((string lines, double largest) in _lines)
            copy._lines.Add(lines, largest);
        return copy;
    }

    /// <summary>Takes in an epoch.</summary>
    public void Take(PageSource source, PageFrame frame)
    {
        for (int layer = 0; layer < frame.Layers.Count; layer++)
        {
            foreach ((string quantity, float[] values) in frame.Layers[layer].Units)
                Take(layer, quantity, ActivationRange.Of(values, source.InputInDataUnits && layer == 0));
            Take(layer, "activation", ActivationRange.Of(frame.Layers[layer].Samples));
        }
        foreach (PageLink link in source.Links)
        {
            PageLayerFrame to = frame.Layers[link.To];
            Take("gradient", Largest(to.Gradient));
            if (to.Weight is not { } weight)
                continue;
            _weights[link.To] = WeightRange.Of(weight, source.Network.Layers[link.To].Units).Union(_weights[link.To]);
            if (frame.Layers[link.From].Units.GetValueOrDefault("mean_activation") is { } activation)
                Take("contribution", LargestProduct(weight, activation));
        }
    }

    /// <summary>
    /// Takes in how much weights change from one epoch to another. Those looked at may lie far apart, so the square root of the distance is
    /// taken out: what wanders at random goes so far.
    /// </summary>
    public void TakeChange(PageSource source, PageFrame before, PageFrame after)
    {
        foreach (PageLink link in source.Links)
        {
            if (before.Layers[link.To].Weight is not { } from || after.Layers[link.To].Weight is not { } to)
                continue;
            float largest = 0;
            for (int place = 0; place < to.Length; place++)
            {
                float change = MathF.Abs(to[place] - from[place]);
                if (float.IsFinite(change))
                    largest = MathF.Max(largest, change);
            }
            Take("change", largest / Math.Sqrt(Math.Max(1, after.Epoch - before.Epoch)));
        }
    }

    private void Take(int layer, string quantity, ActivationRange? range)
    {
        if (range is { } taken)
            _units[(layer, quantity)] = taken.Union(Of(layer, quantity));
    }

    private void Take(string lines, double largest)
    {
        if (largest > Largest(lines))
            _lines[lines] = largest;
    }

    private static double Largest(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
                largest = MathF.Max(largest, MathF.Abs(value));
        }
        return largest;
    }

    private static double LargestProduct(float[] weight, float[] activation)
    {
        float largest = 0;
        for (int place = 0, from = 0; place < weight.Length; place++, from = from + 1 == activation.Length ? 0 : from + 1)
        {
            float product = MathF.Abs(weight[place] * activation[from]);
            if (float.IsFinite(product))
                largest = MathF.Max(largest, product);
        }
        return largest;
    }
}
