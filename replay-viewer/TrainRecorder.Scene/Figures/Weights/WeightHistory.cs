using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.Scene.Figures.Weights;

/// <summary>How the weights of a layer are distributed at some epochs.</summary>
/// <param name="Layer">The layer's place in the network.</param>
/// <param name="Epochs">The epochs looked at, rising.</param>
/// <param name="Histograms">Of each epoch, all over the same range: that of all epochs looked at.</param>
/// <param name="NotFinite">Weights that are NaN or infinite, all epochs looked at together.</param>
/// <param name="Due">At how many epochs the weights are recorded.</param>
internal sealed record WeightHistory(int Layer, IReadOnlyList<int> Epochs, IReadOnlyList<Histogram> Histograms, long NotFinite, int Due)
{
    private const int Bins = 2048;

    /// <summary>The range that holds all but so much of the weights at each end, at every epoch looked at.</summary>
    /// <param name="outside">The share left out at each end.</param>
    public (double Low, double High) Range(double outside)
    {
        Histogram[] filled = [.. Histograms.Where(histogram => histogram.Count > 0)];
        return filled.Length == 0 ? (-1, 1) : (filled.Min(histogram => histogram.Quantile(outside)), filled.Max(histogram => histogram.Quantile(1 - outside)));
    }

    /// <summary>Reads the weights of every layer wanted at some epochs, evenly spread: twice, for a common range first. One tensor at a time is held.</summary>
    /// <param name="source">The layers and epochs.</param>
    /// <param name="most">Epochs to look at.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<WeightHistory>> ReadAsync(FigureSource source, int most, CancellationToken cancellationToken)
    {
        const string What = "weights";
        List<WeightHistory> histories = [];
        foreach (int layer in source.LayersWith("weight", What))
        {
            string path = source.Network.Layers[layer].Name + ".weight";
            int due = source.DueEpochs(path, int.MaxValue).Count;
            IReadOnlyList<int> epochs = source.DueEpochs(path, most);
            (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (int epoch in epochs)
            {
                foreach (float weight in await source.Recording.ReadFloatsAsync(path, epoch, cancellationToken).ConfigureAwait(false) ?? [])
                {
                    if (float.IsFinite(weight))
                        (low, high) = (Math.Min(low, weight), Math.Max(high, weight));
                }
            }
            if (!(high > low))
                (low, high) = double.IsFinite(low) ? (low - 0.5, low + 0.5) : (-1, 1);
            List<int> shown = [];
            List<Histogram> histograms = [];
            long notFinite = 0;
            foreach (int epoch in epochs)
            {
                if (await source.Recording.ReadFloatsAsync(path, epoch, cancellationToken).ConfigureAwait(false) is not { } weights)
                    continue;
                Histogram histogram = new(low, high, Bins);
                histogram.Add(weights);
                notFinite += weights.Length - histogram.Count;
                histograms.Add(histogram);
                shown.Add(epoch);
            }
            if (shown.Count > 0)
                histories.Add(new WeightHistory(layer, shown, histograms, notFinite, due));
            else if (source.IsChosen)
                throw source.Nothing($"{What} of {source.Network.Layers[layer].Name}");
        }
        return histories.Count > 0 ? histories : throw source.Nothing(What);
    }
}
