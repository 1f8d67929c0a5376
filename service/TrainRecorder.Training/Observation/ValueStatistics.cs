using System.Numerics;
using System.Runtime.CompilerServices;
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
        var sums = new Sums();
        var whole = values.Length - (values.Length % Lanes);
        for (var i = 0; i < whole; i += Lanes) sums.Take(Vector256.Create(values[i..]));
        if (whole < values.Length) sums.Take(Rest(values[whole..]));
        // What fills up the last vector is not finite.
        var nonFinite = sums.NonFinite - ((Lanes - (values.Length % Lanes)) % Lanes);
        var count = values.Length - nonFinite;
        if (count == 0) return new ValueStatistics(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, values.Length);

        var mean = sums.Sum / count;
        Vector256<double> lower = default, upper = default;
        for (var i = 0; i < whole; i += Lanes) TakeDeviations(Vector256.Create(values[i..]), mean, ref lower, ref upper);
        if (whole < values.Length) TakeDeviations(Rest(values[whole..]), mean, ref lower, ref upper);
        return new ValueStatistics(mean, Math.Sqrt(Total(lower + upper) / count), sums.Smallest, sums.Largest, Math.Sqrt(sums.Squares), sums.Zeros, nonFinite);
    }

    private static Vector256<float> Rest(ReadOnlySpan<float> values)
    {
        Span<float> rest = stackalloc float[Lanes];
        rest.Fill(float.NaN);
        values.CopyTo(rest);
        return Vector256.Create((ReadOnlySpan<float>)rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Finite(Vector256<float> values) =>
        Vector256.LessThan(Vector256.Abs(values), Vector256.Create(float.PositiveInfinity));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeDeviations(Vector256<float> values, double mean, ref Vector256<double> lower, ref Vector256<double> upper)
    {
        var (lowerFinite, upperFinite) = Vector256.Widen(Finite(values).AsInt32());
        var (low, high) = Vector256.Widen(values);
        low -= Vector256.Create(mean);
        high -= Vector256.Create(mean);
        lower += (low * low) & lowerFinite.AsDouble();
        upper += (high * high) & upperFinite.AsDouble();
    }

    private static double Total(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);

    /// <summary>What one pass over the values gathers.</summary>
    private ref struct Sums()
    {
        private Vector256<double> _lower;
        private Vector256<double> _upper;
        private Vector256<double> _lowerSquares;
        private Vector256<double> _upperSquares;
        private Vector256<float> _smallest = Vector256.Create(float.PositiveInfinity);
        private Vector256<float> _largest = Vector256.Create(float.NegativeInfinity);

        public long Zeros { get; private set; }

        public long NonFinite { get; private set; }

        public readonly double Sum => Total(_lower + _upper);

        public readonly double Squares => Total(_lowerSquares + _upperSquares);

        public readonly double Smallest
        {
            get
            {
                var smallest = float.PositiveInfinity;
                for (var i = 0; i < Lanes; i++) smallest = Math.Min(smallest, _smallest[i]);
                return smallest;
            }
        }

        public readonly double Largest
        {
            get
            {
                var largest = float.NegativeInfinity;
                for (var i = 0; i < Lanes; i++) largest = Math.Max(largest, _largest[i]);
                return largest;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(Vector256<float> values)
        {
            var finite = Finite(values);
            NonFinite += Lanes - BitOperations.PopCount(finite.ExtractMostSignificantBits());
            Zeros += BitOperations.PopCount(Vector256.Equals(values, default).ExtractMostSignificantBits());
            _smallest = Vector256.Min(_smallest, Vector256.ConditionalSelect(finite, values, Vector256.Create(float.PositiveInfinity)));
            _largest = Vector256.Max(_largest, Vector256.ConditionalSelect(finite, values, Vector256.Create(float.NegativeInfinity)));
            var (low, high) = Vector256.Widen(values & finite);
            _lower += low;
            _upper += high;
            _lowerSquares += low * low;
            _upperSquares += high * high;
        }
    }
}
