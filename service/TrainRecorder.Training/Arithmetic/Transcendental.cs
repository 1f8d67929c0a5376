using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic;

/// <summary>Transcendental functions of floats, the same bits for every vector width. Errors are below 1.1 units in the last place for the exponential, 2.5 for the others.</summary>
/// <remarks>
/// e^x = 2ⁿ e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2, where seven terms of the power series leave an error of
/// 5·10⁻⁹. ln 2 is taken in two parts, and n comes from adding 1.5·2²³, which rounds to nearest, ties to even.
/// </remarks>
internal static class Transcendental
{
    private const float Log2OfE = 1.44269504f;
    private const float Shift = 12_582_912f;
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465421e-9f;

    /// <summary>e^x. 0 below −86 (where it would be less than 4.6·10⁻³⁸), infinite where it exceeds the range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exponential<L, T>(T x)
        where L : struct, ILanes<T>
        where T : struct
    {
        // Beyond these bounds the answer is 0 or infinite; within them 2^(n-1) is a normal number.
        var bounded = Bounded<L, T>(x, -86f, 89f);
        var (shifted, series) = Reduce<L, T>(bounded);
        // 2^(n-1), then twice, so that n = 128 is possible.
        var half = L.PowerOfTwo(L.Subtract(shifted, L.All(1f)));
        var value = L.Multiply(L.MultiplyAdd(half, series, half), L.All(2f));
        return L.Select(L.LessThan(x, L.All(-86f)), L.All(0f), value);
    }

    /// <summary>tanh x = (e^2x − 1) / (e^2x + 1), with e^2x − 1 taken without cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HyperbolicTangent<L, T>(T x)
        where L : struct, ILanes<T>
        where T : struct
    {
        var magnitude = L.Absolute(x);
        // From here on the answer rounds to 1.
        const float one = 9.1f;
        magnitude = L.Select(L.LessThan(L.All(one), magnitude), L.All(one), magnitude);
        var (shifted, series) = Reduce<L, T>(L.Add(magnitude, magnitude));
        var power = L.PowerOfTwo(shifted);
        var minusOne = L.MultiplyAdd(power, series, L.Subtract(power, L.All(1f)));
        return L.CopySign(L.Divide(minusOne, L.Add(minusOne, L.All(2f))), x);
    }

    /// <summary>1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<L, T>(T x)
        where L : struct, ILanes<T>
        where T : struct
    {
        var exponential = Exponential<L, T>(L.Subtract(L.All(0f), x));
        return L.Divide(L.All(1f), L.Add(L.All(1f), exponential));
    }

    /// <summary>e^x − 1 without cancellation, for x ≤ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExponentialMinusOne<L, T>(T x)
        where L : struct, ILanes<T>
        where T : struct
    {
        // Below, the answer rounds to -1.
        const float minusOne = -18f;
        var (shifted, series) = Reduce<L, T>(Bounded<L, T>(x, minusOne, 0f));
        var power = L.PowerOfTwo(shifted);
        return L.MultiplyAdd(power, series, L.Subtract(power, L.All(1f)));
    }

    /// <summary>ln(1 + x) for x in [0, 1]: 2 artanh s with s = x / (2 + x) ≤ 1/3, whose power series to s¹⁷ leaves 10⁻⁹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogarithmOfOnePlus<L, T>(T x)
        where L : struct, ILanes<T>
        where T : struct
    {
        var s = L.Divide(x, L.Add(x, L.All(2f)));
        var square = L.Multiply(s, s);
        var series = L.All(2f / 17);
        series = L.MultiplyAdd(series, square, L.All(2f / 15));
        series = L.MultiplyAdd(series, square, L.All(2f / 13));
        series = L.MultiplyAdd(series, square, L.All(2f / 11));
        series = L.MultiplyAdd(series, square, L.All(2f / 9));
        series = L.MultiplyAdd(series, square, L.All(2f / 7));
        series = L.MultiplyAdd(series, square, L.All(2f / 5));
        series = L.MultiplyAdd(series, square, L.All(2f / 3));
        return L.MultiplyAdd(L.Multiply(series, square), s, L.Add(s, s));
    }

    /// <summary>The normal distribution: its density φ(x) and Φ(x), the probability of less than x. 0 below −13.</summary>
    /// <remarks>
    /// With t = |x|, Φ(−t) = e^(−t²/2) h(t), where h falls slowly. In s = 1 / (1 + 0.3 t) a polynomial of degree 8, fitted by least
    /// squares weighted towards equal relative errors over t in [0, 14], is within 6·10⁻⁸ of h.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Density, T Probability) Normal<L, T>(T x)
        where L : struct, ILanes<T>
        where T : struct
    {
        const float oneOverRootOfTwoPi = 0.398942280f;
        var t = L.Absolute(x);
        var s = L.Divide(L.All(1f), L.MultiplyAdd(t, L.All(0.3f), L.All(1f)));
        var h = L.All(0.03839176f);
        h = L.MultiplyAdd(h, s, L.All(-0.16922866f));
        h = L.MultiplyAdd(h, s, L.All(0.22878268f));
        h = L.MultiplyAdd(h, s, L.All(-0.07663856f));
        h = L.MultiplyAdd(h, s, L.All(0.14262073f));
        h = L.MultiplyAdd(h, s, L.All(0.09464994f));
        h = L.MultiplyAdd(h, s, L.All(0.121928215f));
        h = L.MultiplyAdd(h, s, L.All(0.11948669f));
        h = L.MultiplyAdd(h, s, L.All(7.221642e-06f));
        var bell = Exponential<L, T>(L.Multiply(L.Multiply(t, t), L.All(-0.5f)));
        var below = L.Multiply(bell, h);
        return (L.Multiply(bell, L.All(oneOverRootOfTwoPi)), L.Select(L.LessThan(L.All(0f), x), L.Subtract(L.All(1f), below), below));
    }

    /// <summary>1.5·2²³ + n and e^r − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Shifted, T Series) Reduce<L, T>(T x)
        where L : struct, ILanes<T>
        where T : struct
    {
        var shifted = L.MultiplyAdd(x, L.All(Log2OfE), L.All(Shift));
        var n = L.Subtract(shifted, L.All(Shift));
        var r = L.MultiplyAdd(n, L.All(-Ln2High), x);
        r = L.MultiplyAdd(n, L.All(-Ln2Low), r);
        var series = L.All(1f / 5040);
        series = L.MultiplyAdd(series, r, L.All(1f / 720));
        series = L.MultiplyAdd(series, r, L.All(1f / 120));
        series = L.MultiplyAdd(series, r, L.All(1f / 24));
        series = L.MultiplyAdd(series, r, L.All(1f / 6));
        series = L.MultiplyAdd(series, r, L.All(1f / 2));
        series = L.MultiplyAdd(L.Multiply(series, r), r, r);
        return (shifted, series);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Bounded<L, T>(T x, float low, float high)
        where L : struct, ILanes<T>
        where T : struct
    {
        // NaN stays NaN, for comparisons with it are false.
        var above = L.Select(L.LessThan(x, L.All(low)), L.All(low), x);
        return L.Select(L.LessThan(L.All(high), above), L.All(high), above);
    }
}
