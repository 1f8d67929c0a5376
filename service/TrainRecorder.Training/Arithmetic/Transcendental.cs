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
