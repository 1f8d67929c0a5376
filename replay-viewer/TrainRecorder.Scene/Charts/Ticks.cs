using System.Globalization;

namespace TrainRecorder.Scene.Charts;

/// <summary>Numbers at an axis.</summary>
/// <param name="Low">The lower end of the axis.</param>
/// <param name="High">The upper end of the axis, above <paramref name="Low"/>.</param>
/// <param name="Step">From one tick to the next.</param>
public sealed record Ticks(double Low, double High, double Step)
{
    /// <summary>Ticks of 1, 2, 2.5 or 5 times a power of ten, about so many, over a range that is widened to whole steps.</summary>
    public static Ticks Cover(double low, double high, int about)
    {
        (low, high) = Widen(low, high);
        double step = StepFor(high - low, about, whole: false);
        return new Ticks(Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step, step);
    }

    /// <summary>Ticks at whole numbers within a range that stays as it is.</summary>
    public static Ticks Within(double low, double high, int about)
    {
        (low, high) = Widen(low, high);
        return new Ticks(low, high, StepFor(high - low, about, whole: true));
    }

    /// <summary>The values of the ticks.</summary>
    public IReadOnlyList<double> Values
    {
        get
        {
            List<double> values = [];
            for (double index = Math.Ceiling(Low / Step - 1e-9); index * Step <= High + Step * 1e-9; index++)
                values.Add(index * Step);
            return values;
        }
    }

    /// <summary>The text of a tick: as many decimals as the step has.</summary>
    public string Text(double value)
    {
        if (Math.Abs(value) < Step * 1e-6)
            return "0";
        double largest = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (largest >= 1e6 || Step < 1e-4)
            return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(Step) + 1e-9));
        if (Math.Abs(Step * Math.Pow(10, decimals) - Math.Round(Step * Math.Pow(10, decimals))) > 1e-6)
            decimals++;
        return value.ToString((largest >= 10_000 ? "N" : "F") + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>The place of a value along the axis: 0 at the lower end, 1 at the upper one.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    private static (double Low, double High) Widen(double low, double high) =>
        high > low ? (low, high) : (low - Math.Max(Math.Abs(low) * 0.1, 0.5), high + Math.Max(Math.Abs(high) * 0.1, 0.5));

    private static double StepFor(double range, int about, bool whole)
    {
        double raw = range / Math.Max(about, 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = (raw / power) switch
        {
            <= 1.0001 => power,
            <= 2.0001 => 2 * power,
            <= 2.5001 when !whole => 2.5 * power,
            <= 5.0001 => 5 * power,
            _ => 10 * power,
        };
        return whole ? Math.Max(1, Math.Round(step)) : step;
    }
}
