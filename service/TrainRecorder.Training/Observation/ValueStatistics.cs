namespace TrainRecorder.Training.Observation;

/// <summary>Statistics of the finite values of a tensor; what is not finite is counted. NaN where there are none.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, divided by their number.</param>
/// <param name="Smallest">The smallest.</param>
/// <param name="Largest">The largest.</param>
/// <param name="Norm">The root of the sum of their squares.</param>
/// <param name="Zeros">How many are 0.</param>
/// <param name="NonFinite">How many values are not finite.</param>
internal readonly record struct ValueStatistics(double Mean, double Deviation, double Smallest, double Largest, double Norm, long Zeros, long NonFinite)
{
    /// <summary>Works them out, in the order of the values.</summary>
    public static ValueStatistics Of(ReadOnlySpan<float> values)
    {
        double sum = 0, squares = 0, smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        long count = 0, zeros = 0;
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) continue;
            count++;
            sum += value;
            squares += (double)value * value;
            if (value < smallest) smallest = value;
            if (value > largest) largest = value;
            if (value == 0) zeros++;
        }
        if (count == 0) return new ValueStatistics(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, values.Length);
        var mean = sum / count;
        var deviations = 0.0;
        foreach (var value in values)
        {
            if (float.IsFinite(value)) deviations += (value - mean) * (value - mean);
        }
        return new ValueStatistics(mean, Math.Sqrt(deviations / count), smallest, largest, Math.Sqrt(squares), zeros, values.Length - count);
    }
}
