using System.Globalization;

namespace TrainRecorder.Scene.Plots;

/// <summary>Equal steps for equal ratios, from one of 1, 2 and 5 times a power of ten to another. Zero and negative numbers have no place.</summary>
internal sealed class LogScale : IAxisScale
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const double Slack = 1e-9;

    /// <summary>By how many marks a scale with two powers of ten may pass what is asked, before only those powers are marked.</summary>
    private const int Spare = 5;

    private static readonly int[] s_leads = [1, 2, 5];

    private readonly double _low;
    private readonly double _high;

    /// <param name="low">The lower end: its place in the row 1, 2, 5, 10, 20 …, 0 being 1.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="about">How many marks, about.</param>
    private LogScale(int low, int high, int about)
    {
        (_low, _high) = (Math.Log10(Number(low)), Math.Log10(Number(high)));
        int[] powers = [.. Enumerable.Range(low, high - low + 1).Where(place => place % s_leads.Length == 0)];
        if (powers.Length < 2 || (powers.Length == 2 && high - low < about + Spare))
        {
            Marks = [.. Enumerable.Range(low, high - low + 1).Select(place => (Number(place), Plain(place)))];
            return;
        }
        int step = Math.Max(1, (int)Math.Ceiling((powers.Length - 1) / (double)Math.Max(about, 1)));
        Marks = [.. powers.Where(place => place / s_leads.Length % step == 0).Select(place => (Number(place), Power(place / s_leads.Length)))];
    }

    public IReadOnlyList<(double Value, string Text)> Marks { get; }

    public double Share(double value) =>
        double.IsFinite(value) && value > 0 ? (Math.Log10(value) - _low) / (_high - _low) : double.NaN;

    /// <summary>A scale for all positive finite numbers of some.</summary>
    public static LogScale Cover(IEnumerable<double> values, int about)
    {
        double smallest = double.PositiveInfinity, largest = 0;
        foreach (double value in values.Where(value => value > 0 && double.IsFinite(value)))
            (smallest, largest) = (Math.Min(smallest, value), Math.Max(largest, value));
        if (largest == 0)
            (smallest, largest) = (0.1, 1);
        int low = (int)Math.Floor(Math.Log10(smallest)) * s_leads.Length, high = low;
        while (Number(low + 1) <= smallest * (1 + Slack))
            low++;
        while (Number(high) < largest * (1 - Slack))
            high++;
        return new LogScale(low, Math.Max(high, low + 1), about);
    }

    private static double Number(int place)
    {
        int power = (int)Math.Floor(place / (double)s_leads.Length);
        return s_leads[place - power * s_leads.Length] * Math.Pow(10, power);
    }

    private static string Plain(int place)
    {
        int power = (int)Math.Floor(place / (double)s_leads.Length);
        return power is < -4 or > 5
            ? $"{s_leads[place - power * s_leads.Length]}·{Power(power)}"
            : Number(place).ToString("#,0.####", CultureInfo.InvariantCulture);
    }

    private static string Power(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => "10" + (exponent < 0 ? "⁻" : "") + string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0'])),
    };
}
