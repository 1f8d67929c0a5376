using TrainRecorder.Recording;

namespace TrainRecorder.Scene.Figures.Reading;

/// <summary>Some statistics of a layer's summary over the epochs.</summary>
/// <param name="Layer">The layer's place in the network.</param>
/// <param name="Epochs">The epochs kept, rising: those at which at least one of the statistics was computed, evenly thinned.</param>
/// <param name="Values">By statistic, as many as epochs; NaN where it was not computed.</param>
/// <param name="Stride">Every so-manieth epoch was kept.</param>
/// <param name="Recorded">How many epochs had one of the statistics.</param>
internal sealed record StatisticHistory(int Layer, IReadOnlyList<int> Epochs, IReadOnlyDictionary<string, double[]> Values, int Stride, long Recorded)
{
    /// <summary>Reads them for every layer wanted that has at least one of them anywhere.</summary>
    /// <param name="source">The layers and epochs.</param>
    /// <param name="most">Epochs to keep.</param>
    /// <param name="what">What the figure shows, for messages.</param>
    /// <param name="statistics">Labels of the summary.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RecordingException">There is nothing of it, or it is damaged.</exception>
    public static async Task<IReadOnlyList<StatisticHistory>> ReadAsync(
        FigureSource source, int most, string what, IReadOnlyList<string> statistics, CancellationToken cancellationToken)
    {
        List<StatisticHistory> histories = [];
        foreach (int layer in source.LayersWith("summary", what))
        {
            StatisticHistory history = await ReadAsync(source, layer, most, statistics, cancellationToken).ConfigureAwait(false);
            if (history.Epochs.Count > 0)
                histories.Add(history);
            else if (source.IsChosen)
                throw source.Nothing($"{what} of {source.Network.Layers[layer].Name}");
        }
        return histories.Count > 0 ? histories : throw source.Nothing(what);
    }

    private static async Task<StatisticHistory> ReadAsync(
        FigureSource source, int layer, int most, IReadOnlyList<string> statistics, CancellationToken cancellationToken)
    {
        string path = source.Network.Layers[layer].Name + ".summary";
        int[] places = [.. statistics.Select(source.Recording.Schema[path].Info.Labels.IndexOf)];
        EvenSample<(int Epoch, double[] Values)> sample = new(most);
        await foreach ((int epoch, double[]? summary) in source.Recording.ReadDoublesAsync(path, source.Range, cancellationToken).ConfigureAwait(false))
        {
            if (summary is null)
                continue;
            double[] values = [.. places.Select(place => place < 0 ? double.NaN : summary[place])];
            if (!values.All(double.IsNaN))
                sample.Add((epoch, values));
        }
        return new StatisticHistory(
            layer,
            [.. sample.Items.Select(item => item.Epoch)],
            statistics.Index().ToDictionary(statistic => statistic.Item, statistic => sample.Items.Select(item => item.Values[statistic.Index]).ToArray()),
            sample.Stride,
            sample.Count);
    }
}
