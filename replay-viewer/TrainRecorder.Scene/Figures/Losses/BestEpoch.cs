using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.Scene.Figures.Losses;

/// <summary>The epoch with the smallest validation loss, the first of equal ones.</summary>
public static class BestEpoch
{
    /// <summary>Finds it within the epochs wanted; null if no validation loss is a finite number.</summary>
    public static async Task<int?> FindAsync(FigureSource source, CancellationToken cancellationToken = default)
    {
        if (source.Recording.Schema.Find("validation.loss") is null)
            return null;
        double[] losses = await source.Recording.ReadScalarsAsync("validation.loss", cancellationToken).ConfigureAwait(false);
        int? best = null;
        double smallest = double.PositiveInfinity;
        for (int index = 0; index < losses.Length; index++)
        {
            int epoch = source.Recording.Epochs[index];
            if (epoch < source.Range.First || epoch > source.Range.Last || !(losses[index] < smallest))
                continue;
            (best, smallest) = (epoch, losses[index]);
        }
        return best;
    }
}
