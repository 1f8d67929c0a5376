using TrainRecorder.Scene.Charts;

namespace TrainRecorder.Scene.Plots;

/// <summary>Equal steps for equal differences.</summary>
internal sealed class LinearScale(Ticks ticks) : IAxisScale
{
    public IReadOnlyList<(double Value, string Text)> Marks { get; } = [.. ticks.Values.Select(value => (value, ticks.Text(value)))];

    public double Share(double value) => double.IsFinite(value) ? ticks.Share(value) : double.NaN;

    /// <summary>A scale for all finite numbers of some, widened to whole steps.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="about">How many marks, about.</param>
    /// <param name="low">A number that the scale includes whatever the others are.</param>
    /// <param name="most">An upper end that is not passed if no number passes it.</param>
    public static LinearScale Cover(IEnumerable<double> values, int about, double? low = null, double? most = null)
    {
        double smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite).Concat(low is { } always ? [always] : []))
            (smallest, largest) = (Math.Min(smallest, value), Math.Max(largest, value));
        if (smallest > largest)
            (smallest, largest) = (0, 1);
        if (smallest == 0 && largest == 0)
            largest = most is null ? 1 : 0.05 * most.Value;
        Ticks ticks = Ticks.Cover(smallest, largest, about);
        return new LinearScale(most is { } end && largest <= end && ticks.High > end ? ticks with { High = end } : ticks);
    }

    /// <summary>A scale for epochs: marks at whole numbers, ends as given.</summary>
    public static LinearScale Epochs(double first, double last, float width, float unit) =>
        new(Ticks.Within(first, last, Math.Max(2, (int)(width / (80 * MathF.Max(unit, 0.6f))))));
}
