namespace TrainRecorder.Scene.Figures.Reading;

/// <summary>A scalar column over the epochs, evenly thinned.</summary>
/// <param name="Epochs">The epochs kept, rising; those without a number are left out.</param>
/// <param name="Values">As many.</param>
/// <param name="Stride">Every so-manieth epoch was kept.</param>
/// <param name="Recorded">How many epochs had a number.</param>
internal sealed record ScalarHistory(IReadOnlyList<int> Epochs, IReadOnlyList<double> Values, int Stride, long Recorded)
{
    /// <summary>Reads a column; null if there is none, or nothing in it.</summary>
    public static async Task<ScalarHistory?> ReadAsync(FigureSource source, string path, int most, CancellationToken cancellationToken)
    {
        if (source.Recording.Schema.Find(path) is null)
            return null;
        double[] all = await source.Recording.ReadScalarsAsync(path, cancellationToken).ConfigureAwait(false);
        EvenSample<(int Epoch, double Value)> sample = new(most);
        for (int index = 0; index < all.Length; index++)
        {
            int epoch = source.Recording.Epochs[index];
            if (epoch >= source.Range.First && epoch <= source.Range.Last && !double.IsNaN(all[index]))
                sample.Add((epoch, all[index]));
        }
        return sample.Count == 0
            ? null
            : new ScalarHistory([.. sample.Items.Select(item => item.Epoch)], [.. sample.Items.Select(item => item.Value)], sample.Stride, sample.Count);
    }
}
