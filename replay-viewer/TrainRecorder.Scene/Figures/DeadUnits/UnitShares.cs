using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.Scene.Figures.DeadUnits;

/// <summary>Dead and dormant units of a layer over the epochs, in percent of its units.</summary>
/// <param name="Layer">The layer's place in the network.</param>
/// <param name="Epochs">The epochs kept.</param>
/// <param name="Dead">As many; NaN where it was not counted, as of a layer that cannot die.</param>
/// <param name="Dormant">As many.</param>
/// <param name="Stride">Every so-manieth epoch was kept.</param>
/// <param name="Recorded">How many epochs had a count.</param>
internal sealed record UnitShares(int Layer, IReadOnlyList<int> Epochs, double[] Dead, double[] Dormant, int Stride, long Recorded)
{
    /// <summary>Reads the counts of every layer wanted.</summary>
    public static async Task<IReadOnlyList<UnitShares>> ReadAsync(FigureSource source, int most, CancellationToken cancellationToken)
    {
        IReadOnlyList<StatisticHistory> histories = await StatisticHistory
            .ReadAsync(source, most, "dead and dormant units", ["dead_count", "dormant_count"], cancellationToken).ConfigureAwait(false);
        return [.. histories.Select(history => new UnitShares(
            history.Layer,
            history.Epochs,
            Share(history.Values["dead_count"], Units(source, history.Layer)),
            Share(history.Values["dormant_count"], Units(source, history.Layer)),
            history.Stride,
            history.Recorded))];
    }

    /// <summary>Of a convolution a unit is a channel, as in the columns that have a value a unit.</summary>
    private static int Units(FigureSource source, int layer) =>
        source.Recording.Schema.Find(source.Network.Layers[layer].Name + ".mean_activation")?.Length
            ?? source.Recording.Manifest.Layers[layer].Shape[0];

    private static double[] Share(double[] counts, int units) => [.. counts.Select(count => 100 * count / units)];
}
