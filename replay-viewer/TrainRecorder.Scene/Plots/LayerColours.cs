using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Scene.Plots;

/// <summary>Colours for layers: dark to light with depth, so that they stay apart for colour-blind eyes and in print.</summary>
internal static class LayerColours
{
    private const double LightLowest = 0.08, LightHighest = 0.82, DarkLowest = 0.34, DarkHighest = 1;

    /// <summary>The colour of a layer.</summary>
    /// <param name="index">Its place among those shown.</param>
    /// <param name="count">How many are shown.</param>
    /// <param name="theme">The colours of the figure.</param>
    public static Rgb Of(int index, int count, Theme theme)
    {
        if (count == 1)
            return theme.Positive;
        (double low, double high) = theme.Name == Theme.Light.Name ? (LightLowest, LightHighest) : (DarkLowest, DarkHighest);
        return theme.Saturation.At(low + (high - low) * index / (count - 1));
    }
}
