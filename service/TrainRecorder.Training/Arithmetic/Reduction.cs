namespace TrainRecorder.Training.Arithmetic;

/// <summary>Sums over values in doubles, in an order that depends on nothing but their number: four partial sums, every fourth value each.</summary>
internal static class Reduction
{
    /// <summary>The sum.</summary>
    public static double Sum(ReadOnlySpan<float> values)
    {
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i + 4 <= values.Length; i += 4)
        {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < values.Length; i++) a += values[i];
        return (a + b) + (c + d);
    }

    /// <summary>The sum of squares.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i + 4 <= values.Length; i += 4)
        {
            a += (double)values[i] * values[i];
            b += (double)values[i + 1] * values[i + 1];
            c += (double)values[i + 2] * values[i + 2];
            d += (double)values[i + 3] * values[i + 3];
        }
        for (; i < values.Length; i++) a += (double)values[i] * values[i];
        return (a + b) + (c + d);
    }

    /// <summary>The sum of squared differences.</summary>
    public static double SumOfSquaredDifferences(ReadOnlySpan<float> values, ReadOnlySpan<float> others)
    {
        double a = 0, b = 0;
        var i = 0;
        for (; i + 2 <= values.Length; i += 2)
        {
            var first = (double)values[i] - others[i];
            var second = (double)values[i + 1] - others[i + 1];
            a += first * first;
            b += second * second;
        }
        for (; i < values.Length; i++)
        {
            var last = (double)values[i] - others[i];
            a += last * last;
        }
        return a + b;
    }
}
