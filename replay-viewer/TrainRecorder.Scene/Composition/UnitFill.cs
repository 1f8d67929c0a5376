using TrainRecorder.Scene.Charts;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Composition;

/// <summary>What the colour of a layer's units means, on a scale that is the same at every epoch.</summary>
/// <param name="Title">What it means, for the legend.</param>
/// <param name="Low">The value of the map's first colour.</param>
/// <param name="High">The value of the map's last colour, above <paramref name="Low"/>.</param>
/// <param name="Map">The colours.</param>
/// <param name="IsSaturation">Saturation; otherwise mean activation.</param>
public sealed record UnitFill(string Title, double Low, double High, ColourMap Map, bool IsSaturation)
{
    /// <summary>The fill of a layer: saturation where it is recorded, otherwise mean activation.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isInput">It is the input.</param>
    /// <param name="range">Its mean activations over all epochs; null if they were not recorded.</param>
    /// <param name="theme">The colours.</param>
    public static UnitFill Of(LayerShape layer, bool isInput, ActivationRange? range, Theme theme)
    {
        if (layer.HasSaturation)
            return new UnitFill("saturation", 0, 1, theme.Saturation, IsSaturation: true);
        (double low, double high) = range is { } known ? (known.Smallest, known.Largest) : (0, 1);
        if (layer.Activation == "softmax")
            return new UnitFill($"mean probability, {layer.Name}", 0, Ticks.Cover(0, high, 2).High, theme.Activation, IsSaturation: false);
        Ticks ticks = Ticks.Cover(low, high, 4);
        string title = !isInput ? $"mean activation, {layer.Name}"
            : range is { InDataUnits: true } ? "mean of the probe" : "mean input, normalised";
        return new UnitFill(title, ticks.Low, ticks.High, theme.Activation, IsSaturation: false);
    }

    /// <summary>The colours of the units at an epoch; null where nothing was recorded or the value is not a number.</summary>
    public Rgb?[] Colours(LayerShape layer, LayerFrame frame)
    {
        float[]? values = IsSaturation ? frame.Saturation : frame.MeanActivation;
        Rgb?[] colours = new Rgb?[layer.Units];
        for (int unit = 0; unit < colours.Length && values is not null; unit++)
            colours[unit] = float.IsNaN(values[unit]) ? null : Map.At((values[unit] - Low) / (High - Low));
        return colours;
    }
}
