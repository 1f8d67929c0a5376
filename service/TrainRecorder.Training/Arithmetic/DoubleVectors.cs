using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TrainRecorder.Training.Arithmetic;

/// <summary>Products of vectors of doubles, always in the same order: eight partial sums, whatever the width of the machine's vectors.</summary>
internal static class DoubleVectors
{
    /// <summary>The sum of a[i] · b[i].</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var first = ref MemoryMarshal.GetReference(a);
        ref var second = ref MemoryMarshal.GetReference(b);
        var even = Vector256<double>.Zero;
        var odd = Vector256<double>.Zero;
        var i = 0;
        for (; i + 8 <= a.Length; i += 8)
        {
            even += Load(ref first, i) * Load(ref second, i);
            odd += Load(ref first, i + 4) * Load(ref second, i + 4);
        }
        var lanes = even + odd;
        var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>row[i] −= a · x[i] + b · y[i].</summary>
    public static void SubtractTwo(Span<double> row, double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y)
    {
        ref var target = ref MemoryMarshal.GetReference(row);
        ref var first = ref MemoryMarshal.GetReference(x);
        ref var second = ref MemoryMarshal.GetReference(y);
        var (left, right) = (Vector256.Create(a), Vector256.Create(b));
        var i = 0;
        for (; i + 4 <= row.Length; i += 4)
            (Load(ref target, i) - ((left * Load(ref first, i)) + (right * Load(ref second, i)))).StoreUnsafe(ref target, (nuint)i);
        for (; i < row.Length; i++) row[i] -= (a * x[i]) + (b * y[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ref double source, int at) => Vector256.LoadUnsafe(ref source, (nuint)at);
}
