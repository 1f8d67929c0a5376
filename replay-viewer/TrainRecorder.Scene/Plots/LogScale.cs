using System.Globalization;

namespace TrainRecorder.Scene.Plots;

/// <summary>Equal steps for equal ratios, over whole powers of ten. Zero and negative numbers have no place.</summary>
internal sealed class LogScale : IAxisScale
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private readonly int _low;
    private readonly int _high;

    private LogScale(int low, int high, int about)
    {
        (_low, _high) = (low, high);
        int step = Math.Max(1, (int)Math.Ceiling((high - low) / (double)Math.Max(about, 1)));
        int first = (int)Math.Ceiling(low / (double)step) * step;
        Marks = [.. Enumerable.Range(0, (high - first) / step + 1).Select(index => Mark(first + index * step))];
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
        int low = (int)Math.Floor(Math.Log10(smallest) + 1e-9), high = (int)Math.Ceiling(Math.Log10(largest) - 1e-9);
        return new LogScale(low, Math.Max(high, low + 1), about);
    }

    private static (double Value, string Text) Mark(int exponent) => (Math.Pow(10, exponent), exponent switch
    {
        0 => "1",
        1 => "10",
        _ => "10" + (exponent < 0 ? "⁻" : "") + string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0'])),
    });
}
