using System.Globalization;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Legend;

/// <summary>The sizes of weights that the legend shows.</summary>
internal static class WeightSteps
{
    private static readonly decimal[] s_parts = [0.25m, 0.5m, 1];
    private static readonly float[] s_shares = [0.34f, 0.67f, 1];

    /// <summary>Up to three sizes, rising; none if every weight is zero.</summary>
    public static IReadOnlyList<decimal> Of(WeightScale scale) =>
        scale.Largest <= 0 ? [] : [.. scale.Floor > 0 ? Spread(scale) : Round(scale.Largest)];

    /// <summary>A quarter, a half, the whole of 1, 2 or 4 times a power of ten.</summary>
    private static IEnumerable<decimal> Round(float largest)
    {
        decimal power = Power(largest);
        double lead = largest / (double)power;
        decimal top = power * (lead >= 4 ? 4 : lead >= 2 ? 2 : 1);
        return s_parts.Select(part => Plain(top * part));
    }

    /// <summary>Evenly between the floor and the largest, to two digits of the largest.</summary>
    private static IEnumerable<decimal> Spread(WeightScale scale)
    {
        decimal unit = Power(scale.Largest) / 10;
        return s_shares.Select(share => (decimal)(scale.Floor + share * (scale.Largest - scale.Floor)))
            .Select(value => Plain(Math.Floor(value / unit) * unit)).Distinct();
    }

    private static decimal Power(float value)
    {
        int exponent = Math.Clamp((int)Math.Floor(Math.Log10(value)), -20, 20);
        return decimal.Parse($"1e{exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Without zeros at the end.</summary>
    private static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;
}
