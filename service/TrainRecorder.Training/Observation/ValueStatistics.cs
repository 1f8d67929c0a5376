using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    private const int Lanes = 8;

    /// <summary>Works them out: eight partial sums, every eighth value each, whatever the width of the machine's vectors.</summary>
    public static ValueStatistics Of(ReadOnlySpan<float> values)
    {
        var whole = values.Length / Lanes;
        // What is left, in a vector of its own, which is filled up with what is not finite.
        Span<float> last = stackalloc float[Lanes];
        last.Fill(float.NaN);
        values[(whole * Lanes)..].CopyTo(last);
        var steps = (values.Length + Lanes - 1) / Lanes;

        var gathered = Gather(values, last, steps);
        var count = ((long)steps * Lanes) - gathered.NonFinite;
        if (count == 0) return new ValueStatistics(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, values.Length);
        var mean = gathered.Sum / count;
        var deviation = Math.Sqrt(SquaredDeviations(values, last, steps, mean) / count);
        return new ValueStatistics(mean, deviation, gathered.Smallest, gathered.Largest, Math.Sqrt(gathered.Squares), gathered.Zeros, values.Length - count);
    }

    // The sums are variables of the loop, and nothing is called in it: they stay in registers.
    private static Gathered Gather(ReadOnlySpan<float> values, ReadOnlySpan<float> last, int steps)
    {
        Vector256<double> lower = default, upper = default, lowerSquares = default, upperSquares = default;
        var (smallest, largest) = (Vector256.Create(float.PositiveInfinity), Vector256.Create(float.NegativeInfinity));
        long nonFinite = 0, zeros = 0;
        for (var step = 0; step < steps; step++)
        {
            var eight = Take(values, last, step);
            var finite = Finite(eight);
            nonFinite += Lanes - BitOperations.PopCount(finite.ExtractMostSignificantBits());
            zeros += BitOperations.PopCount(Vector256.Equals(eight, default).ExtractMostSignificantBits());
            smallest = Vector256.MinNative(smallest, Vector256.ConditionalSelect(finite, eight, Vector256.Create(float.PositiveInfinity)));
            largest = Vector256.MaxNative(largest, Vector256.ConditionalSelect(finite, eight, Vector256.Create(float.NegativeInfinity)));
            var (low, high) = Vector256.Widen(eight & finite);
            lower += low;
            upper += high;
            lowerSquares += low * low;
            upperSquares += high * high;
        }
        // Which of the two zeros a machine takes for the smaller differs: 0 is added, which makes both the positive one.
        return new Gathered(Total(lower + upper), Total(lowerSquares + upperSquares), Least(smallest) + 0f, -Least(-largest) + 0f, zeros, nonFinite);
    }

    private static double SquaredDeviations(ReadOnlySpan<float> values, ReadOnlySpan<float> last, int steps, double mean)
    {
        Vector256<double> lower = default, upper = default;
        var means = Vector256.Create(mean);
        for (var step = 0; step < steps; step++)
        {
            var eight = Take(values, last, step);
            var (lowerFinite, upperFinite) = Vector256.Widen(Finite(eight).AsInt32());
            var (low, high) = Vector256.Widen(eight);
            low -= means;
            high -= means;
            lower += (low * low) & lowerFinite.AsDouble();
            upper += (high * high) & upperFinite.AsDouble();
        }
        return Total(lower + upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Take(ReadOnlySpan<float> values, ReadOnlySpan<float> last, int step)
    {
        var isLast = values.Length - (step * Lanes) < Lanes;
        return Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(isLast ? last : values), (nuint)(isLast ? 0 : step * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Finite(Vector256<float> values) =>
        Vector256.LessThan(Vector256.Abs(values), Vector256.Create(float.PositiveInfinity));

    private static double Total(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);

    private static float Least(Vector256<float> lanes)
    {
        var least = float.PositiveInfinity;
        for (var i = 0; i < Lanes; i++) least = Math.Min(least, lanes[i]);
        return least;
    }

    /// <summary>What one pass over the values gathers.</summary>
    private readonly record struct Gathered(double Sum, double Squares, double Smallest, double Largest, long Zeros, long NonFinite);
}
