using TrainRecorder.Scene.Charts;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>What the colours of a quantity of units mean, on a scale that is the same at every epoch.</summary>
/// <param name="Title">For the legend.</param>
/// <param name="Ramp"><c>saturation</c>, <c>activation</c>, or <c>sign</c>: from negative by nothing to positive.</param>
/// <param name="Low">The value of the first colour.</param>
/// <param name="High">The value of the last colour.</param>
public sealed record PageScale(string Title, string Ramp, double Low, double High)
{
    private const string Sign = "sign";
    private const string Activation = "activation";
    private static readonly HashSet<string> s_shares = ["saturation", "saturated_fraction", "zero_fraction"];

    /// <summary>The scale of a quantity.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isInput">It is the input.</param>
    /// <param name="quantity">The quantity's name.</param>
    /// <param name="range">Its values over all epochs.</param>
    /// <param name="widest">The largest |value| of this quantity in any layer: what has a sign has one scale for all layers.</param>
    public static PageScale Of(LayerShape layer, bool isInput, string quantity, ActivationRange range, double widest)
    {
        string title = quantity.Replace('_', ' ');
        if (s_shares.Contains(quantity))
            return new PageScale(title, "saturation", 0, 1);
        if (quantity == "mean_activation")
        {
            // As pictures have it, where they show this quantity.
            if (layer.Activation == "softmax")
                return new PageScale($"mean probability, {layer.Name}", Activation, 0, Ticks.Cover(0, range.Largest, 2).High);
            Ticks ticks = Ticks.Cover(range.Smallest, range.Largest, 4);
            string whose = !isInput ? $"mean activation, {layer.Name}" : range.InDataUnits ? "mean of the probe" : "mean input, normalised";
            return new PageScale(whose, Activation, ticks.Low, ticks.High);
        }
        if (quantity == Activation && range.Smallest >= 0)
            return new PageScale(isInput ? "input" : $"activation, {layer.Name}", Activation, 0, Ticks.Cover(0, range.Largest, 2).High);
        if (range.Smallest >= 0)
            return new PageScale(title, Activation, 0, Ticks.Cover(0, widest, 2).High);
        double end = Ticks.Cover(0, quantity == Activation && isInput ? Math.Max(-range.Smallest, range.Largest) : widest, 2).High;
        return new PageScale(quantity == Activation && isInput ? "input" : title, Sign, -end, end);
    }
}
