using System.Globalization;

namespace TrainRecorder.Scene.Text;

/// <summary>Numbers for people: plain, with as many digits as say something.</summary>
public static class NumberText
{
    private const int MostDecimals = 4;

    /// <summary>A count with thousands separated: <c>300,000</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits without an exponent where that stays short: <c>0.00712</c>, <c>12.3</c>, <c>1.2e-7</c>; <c>not finite</c> for NaN and infinity.</summary>
    public static string Value(double value)
    {
        if (!double.IsFinite(value))
            return "not finite";
        double magnitude = Math.Abs(value);
        if (magnitude == 0)
            return "0";
        if (magnitude is < 1e-4 or >= 1e6)
            return value.ToString("0.0e0", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(magnitude)), 0, 6);
        return value.ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>Numbers of one scale, all with the fewest decimals that show each of them exactly, as far as four decimals do; a zero is <c>0</c>.</summary>
    public static IReadOnlyList<string> Scale(IReadOnlyList<double> values)
    {
        if (values.Any(value => Math.Abs(value) >= 1e6) || values.Max(Math.Abs) < 1e-3)
            return [.. values.Select(Value)];
        int decimals = 0;
        while (decimals < MostDecimals && values.Any(value => Math.Abs(value - Math.Round(value, decimals)) > 1e-6 * Math.Abs(value)))
            decimals++;
        return [.. values.Select(value => value == 0 ? "0" : value.ToString("N" + decimals, CultureInfo.InvariantCulture))];
    }

    /// <summary>A share in [0, 1] as a percentage with one decimal: <c>98.6 %</c>.</summary>
    public static string Percent(double share) =>
        double.IsFinite(share) ? (share * 100).ToString("F1", CultureInfo.InvariantCulture) + " %" : "not finite";

    /// <summary>A share in [0, 1] with two decimals.</summary>
    public static string Share(double share) => double.IsFinite(share) ? share.ToString("F2", CultureInfo.InvariantCulture) : "not finite";
}
