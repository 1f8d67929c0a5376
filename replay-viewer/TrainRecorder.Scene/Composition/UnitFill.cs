using TrainRecorder.Scene.Charts;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Composition;

/// <summary>What the colour of a layer's units means, on a scale that is the same at every epoch.</summary>
/// <param name="Title">What it means, for the legend.</param>
/// <param name="Low">The value of the map's first colour.</param>
/// <param name="High">The value of the map's last colour, above <paramref name="Low"/>.</param>
/// <param name="Map">The colours.</param>
/// <param name="Quantity">What it shows; never <see cref="UnitQuantity.Auto"/>.</param>
public sealed record UnitFill(string Title, double Low, double High, ColourMap Map, UnitQuantity Quantity)
{
    /// <summary>Saturation.</summary>
    public bool IsSaturation => Quantity == UnitQuantity.Saturation;

    /// <summary>What it shows in the words of a layer's head; null for the usual.</summary>
    public string? Words { get; init; }

    /// <summary>The fill of a layer; null if it shows nothing.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="quantity">What is asked for. The input knows only its values, which it shows for everything but <see cref="UnitQuantity.None"/>.</param>
    /// <param name="ranges">The ranges of the layer over all epochs.</param>
    /// <param name="theme">The colours.</param>
    public static UnitFill? Of(LayerShape layer, UnitQuantity quantity, LayerRanges ranges, Theme theme)
    {
        if (layer.Kind == "input" || ranges.IsInput)
            return quantity == UnitQuantity.None || layer.Tiles is not null ? null : Value(layer, UnitQuantity.Activation, ranges, theme);
        return quantity switch
        {
            UnitQuantity.None => null,
            UnitQuantity.Auto when layer.HasSaturation => Saturation("saturation", UnitQuantity.Saturation, theme),
            UnitQuantity.Auto when layer.Tiles is not null => null,
            UnitQuantity.Auto => Value(layer, ranges.Sample is null ? UnitQuantity.MeanActivation : UnitQuantity.Activation, ranges, theme),
            UnitQuantity.Saturation => layer.HasSaturation ? Saturation("saturation", quantity, theme) : null,
            UnitQuantity.SaturatedFraction => layer.HasSaturation ? Saturation("share of the probe saturated", quantity, theme) : null,
            UnitQuantity.ZeroFraction => Saturation("share of the probe at zero", quantity, theme),
            UnitQuantity.Dead => LayerHead.CanDie(layer) ? new UnitFill("on the whole probe", 0, 1, theme.Activation, quantity) : null,
            UnitQuantity.Bias => Bias(layer, ranges, theme),
            UnitQuantity.Activation when ranges.Sample is null => Value(layer, UnitQuantity.MeanActivation, ranges, theme),
            _ => Value(layer, quantity, ranges, theme),
        };
    }

    /// <summary>The colours of the units at an epoch; null where nothing was recorded or the value is not a number.</summary>
    public Rgb?[] Colours(LayerShape layer, LayerFrame frame)
    {
        float[]? values = Values(layer, frame);
        Rgb?[] colours = new Rgb?[layer.Units];
        for (int unit = 0; unit < colours.Length && values?.Length == colours.Length; unit++)
            colours[unit] = float.IsNaN(values[unit]) ? null : Map.At((values[unit] - Low) / (High - Low));
        return colours;
    }

    private float[]? Values(LayerShape layer, LayerFrame frame) => Quantity switch
    {
        UnitQuantity.Saturation => frame.Saturation,
        UnitQuantity.SaturatedFraction => frame.SaturatedFraction,
        UnitQuantity.ZeroFraction => frame.ZeroFraction,
        UnitQuantity.Bias => frame.Bias,
        UnitQuantity.Activation => frame.Activation ?? frame.MeanActivation,
        UnitQuantity.Dead => frame.Saturation is { } saturation ? Array.ConvertAll(saturation, value => value >= 1 ? 1f : 0f) : null,
        _ => layer.HasUnitsOfPlaces ? frame.Activation : frame.MeanActivation,
    };

    private static UnitFill Saturation(string title, UnitQuantity quantity, Theme theme) => new(title, 0, 1, theme.Saturation, quantity)
    {
        Words = quantity == UnitQuantity.ZeroFraction ? "share at zero" : null,
    };

    private static UnitFill? Bias(LayerShape layer, LayerRanges ranges, Theme theme)
    {
        if (layer.WeightShape.Count == 0 && !layer.HasWeights)
            return null;
        double most = ranges.Biases is { } range ? Math.Max(Math.Abs(range.Smallest), Math.Abs(range.Largest)) : 1;
        double end = Ticks.Cover(0, most, 2).High;
        return new UnitFill($"bias, {layer.Name}", -end, end, theme.Diverging, UnitQuantity.Bias) { Words = "bias" };
    }

    private static UnitFill Value(LayerShape layer, UnitQuantity quantity, LayerRanges ranges, Theme theme)
    {
        ActivationRange? range = (quantity == UnitQuantity.Activation || layer.HasUnitsOfPlaces) && ranges.Map is not null ? ranges.Map : ranges.Mean;
        (double low, double high) = range is { } known ? (known.Smallest, known.Largest) : (0, 1);
        string mean = ranges.Sample is { } sample && quantity == UnitQuantity.Activation ? "" : "mean ";
        string of = mean.Length == 0 ? $"sample {ranges.Sample}, " : "";
        string? words = mean.Length == 0 ? $"sample {ranges.Sample}" : null;
        if (layer.Activation == "softmax")
            return new UnitFill($"{of}{mean}probability, {layer.Name}", 0, Ticks.Cover(0, high, 2).High, theme.Activation, quantity) { Words = words };
        Ticks ticks = Ticks.Cover(low, high, 4);
        string title = !ranges.IsInput ? $"{of}{mean}activation, {layer.Name}"
            : ranges.Sample is not null ? $"sample {ranges.Sample} of the probe"
            : range is { InDataUnits: true } ? "mean of the probe" : "mean input, normalised";
        return new UnitFill(title, ticks.Low, ticks.High, theme.Activation, quantity) { Words = words };
    }
}
