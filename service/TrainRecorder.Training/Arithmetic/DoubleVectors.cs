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
        Vector256<double> even = default, odd = default;
        var i = 0;
        for (; i + 8 <= a.Length; i += 8)
        {
            even += Load(ref first, i) * Load(ref second, i);
            odd += Load(ref first, i + 4) * Load(ref second, i + 4);
        }
        return Total(even, odd, a[i..], b[i..]);
    }

    /// <summary>The product of a matrix and a vector: of each row, <see cref="Dot"/>.</summary>
    /// <param name="rows">The matrix, from its first element to its last.</param>
    /// <param name="stride">From the beginning of a row to that of the next.</param>
    /// <param name="vector">As long as a row.</param>
    /// <param name="products">One for each row.</param>
    public static void Multiply(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> vector, Span<double> products)
    {
        var row = 0;
        // Four at a time: one row's additions wait for each other.
        for (; row + 4 <= products.Length; row += 4) MultiplyFour(rows[(row * stride)..], stride, vector, products.Slice(row, 4));
        for (; row < products.Length; row++) products[row] = Dot(rows.Slice(row * stride, vector.Length), vector);
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

    private static void MultiplyFour(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> vector, Span<double> products)
    {
        var a = rows[..vector.Length];
        var b = rows.Slice(stride, vector.Length);
        var c = rows.Slice(2 * stride, vector.Length);
        var d = rows.Slice(3 * stride, vector.Length);
        ref var first = ref MemoryMarshal.GetReference(a);
        ref var second = ref MemoryMarshal.GetReference(b);
        ref var third = ref MemoryMarshal.GetReference(c);
        ref var fourth = ref MemoryMarshal.GetReference(d);
        ref var factors = ref MemoryMarshal.GetReference(vector);
        Vector256<double> evenA = default, oddA = default, evenB = default, oddB = default, evenC = default, oddC = default, evenD = default, oddD = default;
        var i = 0;
        for (; i + 8 <= vector.Length; i += 8)
        {
            var (even, odd) = (Load(ref factors, i), Load(ref factors, i + 4));
            evenA += Load(ref first, i) * even;
            oddA += Load(ref first, i + 4) * odd;
            evenB += Load(ref second, i) * even;
            oddB += Load(ref second, i + 4) * odd;
            evenC += Load(ref third, i) * even;
            oddC += Load(ref third, i + 4) * odd;
            evenD += Load(ref fourth, i) * even;
            oddD += Load(ref fourth, i + 4) * odd;
        }
        var rest = vector[i..];
        products[0] = Total(evenA, oddA, a[i..], rest);
        products[1] = Total(evenB, oddB, b[i..], rest);
        products[2] = Total(evenC, oddC, c[i..], rest);
        products[3] = Total(evenD, oddD, d[i..], rest);
    }

    /// <summary>The partial sums together, and what did not fill a vector.</summary>
    private static double Total(Vector256<double> even, Vector256<double> odd, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var lanes = even + odd;
        var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ref double source, int at) => Vector256.LoadUnsafe(ref source, (nuint)at);
}
