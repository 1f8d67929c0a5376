using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.Scene.Figures.Saturation;

/// <summary>Saturation of a layer's units over the epochs.</summary>
/// <param name="Layer">The layer's place in the network.</param>
/// <param name="Epochs">The epochs kept, rising, evenly thinned.</param>
/// <param name="Values">Of each epoch, a value in [0, 1] a unit (of a convolution: a channel); NaN where it is not a number.</param>
/// <param name="Stride">Every so-manieth epoch was kept.</param>
/// <param name="Recorded">How many epochs had it.</param>
internal sealed record SaturationMap(int Layer, IReadOnlyList<int> Epochs, IReadOnlyList<float[]> Values, int Stride, long Recorded)
{
    private const int MostValues = 1 << 24;

    /// <summary>Units of the layer.</summary>
    public int Units => Values[0].Length;

    /// <summary>The units by their saturation at the last epoch, the least saturated first; equal ones in their own order.</summary>
    public int[] Order()
    {
        float[] last = Values[^1];
        return [.. Enumerable.Range(0, Units).OrderBy(unit => last[unit])];
    }

    /// <summary>Reads the map of every layer wanted that has one.</summary>
    public static async Task<IReadOnlyList<SaturationMap>> ReadAsync(FigureSource source, int most, CancellationToken cancellationToken)
    {
        const string What = "saturation";
        List<SaturationMap> maps = [];
        foreach (int layer in source.LayersWith(What, What))
        {
            string path = $"{source.Network.Layers[layer].Name}.{What}";
            int units = source.Recording.Schema[path].Length;
            EvenSample<(int Epoch, float[] Values)> sample = new(Math.Clamp(MostValues / units, 2, most));
            await foreach ((int epoch, float[]? values) in source.Recording.ReadFloatsAsync(path, source.Range, cancellationToken).ConfigureAwait(false))
            {
                if (values is not null)
                    sample.Add((epoch, values));
            }
            if (sample.Count > 0)
                maps.Add(new SaturationMap(layer, [.. sample.Items.Select(item => item.Epoch)], [.. sample.Items.Select(item => item.Values)], sample.Stride, sample.Count));
            else if (source.IsChosen)
                throw source.Nothing($"{What} of {source.Network.Layers[layer].Name}");
        }
        return maps.Count > 0 ? maps : throw source.Nothing(What);
    }
}
