using System.Runtime.Intrinsics;

namespace TrainRecorder.Training.Arithmetic;

/// <summary>Sums over values in doubles, in an order that depends on nothing but their number: partial sums of every so-manieth value.</summary>
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

    /// <summary>The sum of squares: 16 partial sums, every sixteenth value each, then halved together.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        // Four chains of additions, for one would wait for itself; Vector256 gives the same bits where there is no such vector.
        Vector256<double> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i + 16 <= values.Length; i += 16)
        {
            var (first, second) = Vector256.Widen(Vector256.Create(values[i..]));
            var (third, fourth) = Vector256.Widen(Vector256.Create(values[(i + 8)..]));
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }
        var sums = (a + b) + (c + d);
        var tail = 0.0;
        for (; i < values.Length; i++) tail += (double)values[i] * values[i];
        return (sums[0] + sums[1]) + (sums[2] + sums[3]) + tail;
    }

    /// <summary>The sum of magnitudes: in the order of <see cref="SumOfSquares"/>.</summary>
    public static double SumOfMagnitudes(ReadOnlySpan<float> values)
    {
        Vector256<double> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i + 16 <= values.Length; i += 16)
        {
            var (first, second) = Vector256.Widen(Vector256.Abs(Vector256.Create(values[i..])));
            var (third, fourth) = Vector256.Widen(Vector256.Abs(Vector256.Create(values[(i + 8)..])));
            a += first;
            b += second;
            c += third;
            d += fourth;
        }
        var sums = (a + b) + (c + d);
        var tail = 0.0;
        for (; i < values.Length; i++) tail += Math.Abs(values[i]);
        return (sums[0] + sums[1]) + (sums[2] + sums[3]) + tail;
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
