namespace TrainRecorder.Training.Diagnostics;

/// <summary>That a rule finds something at an epoch.</summary>
/// <param name="Layer">The layer; empty where it is about the whole network.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Threshold">What it passed.</param>
/// <param name="Severity">How bad it is, above 0: how many times it passed the threshold; without limit where that cannot be said.</param>
/// <param name="Units">Which units, in order; empty where it is about the whole layer.</param>
internal readonly record struct Measurement(string Layer, double Value, double Threshold, double Severity, IReadOnlyList<int> Units)
{
    /// <summary>About no units.</summary>
    public Measurement(string layer, double value, double threshold, double severity)
        : this(layer, value, threshold, severity, [])
    {
    }

    /// <summary>How many times a value is above a threshold; without limit for NaN, and where the threshold is 0 the value itself.</summary>
    public static double Above(double value, double threshold) =>
        double.IsNaN(value) ? double.PositiveInfinity : threshold > 0 ? value / threshold : value;

    /// <summary>How many times a value is below a threshold; without limit for 0 and NaN.</summary>
    public static double Below(double value, double threshold) => value > 0 ? threshold / value : double.PositiveInfinity;
}
