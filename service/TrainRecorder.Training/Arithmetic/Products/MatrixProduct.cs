using System.Runtime.Intrinsics;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic.Products;

/// <summary>The left side of a product: A(i, k) is at i · Row + k · Step, so that a transpose needs no copy.</summary>
internal readonly unsafe struct LeftFactor(float* pointer, nint row, nint step)
{
    /// <summary>The matrix as it is.</summary>
    public static LeftFactor Of(Matrix matrix) => new(matrix.Pointer, matrix.Stride, 1);

    /// <summary>The matrix's transpose.</summary>
    public static LeftFactor Transposed(Matrix matrix) => new(matrix.Pointer, 1, matrix.Stride);

    /// <summary>A(0, 0).</summary>
    public float* Pointer { get; } = pointer;

    /// <summary>Floats from row to row.</summary>
    public nint Row { get; } = row;

    /// <summary>Floats from column to column.</summary>
    public nint Step { get; } = step;
}

/// <summary>Products of matrices of floats.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Depth of one pass: this many rows of a stripe of B stay in the first-level cache.</summary>
    private const int DepthBlock = 256;

    /// <summary>Rows worked out before B is gone through again: few, so that A and C are touched while they are in the cache.</summary>
    private const int RowBlock = 48;

    /// <summary>C = A·B for the given rows of C. Every value is ((a₀b₀ + a₁b₁) + a₂b₂) + …, fused, in the order of k, whatever the machine.</summary>
    /// <param name="a">The left factor.</param>
    /// <param name="b">The right factor.</param>
    /// <param name="c">The product.</param>
    /// <param name="firstRow">The first row of C to work out.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Columns of B and C, rounded up to <see cref="Padding.Multiple"/>.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    public static void Multiply(LeftFactor a, Matrix b, Matrix c, int firstRow, int rows, int columns, int depth)
    {
        a = new LeftFactor(a.Pointer + (firstRow * a.Row), a.Row, a.Step);
        var destination = c.Pointer + ((nint)firstRow * c.Stride);
        if (Vector512.IsHardwareAccelerated) Blocked<Lanes512, Vector512<float>>(a, b.Pointer, b.Stride, destination, c.Stride, rows, columns, depth);
        else if (Vector256.IsHardwareAccelerated) Blocked<Lanes256, Vector256<float>>(a, b.Pointer, b.Stride, destination, c.Stride, rows, columns, depth);
        else if (Vector128.IsHardwareAccelerated) Blocked<Lanes128, Vector128<float>>(a, b.Pointer, b.Stride, destination, c.Stride, rows, columns, depth);
        else Blocked<Lanes1, float>(a, b.Pointer, b.Stride, destination, c.Stride, rows, columns, depth);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
    }

    private static void Blocked<L, T>(LeftFactor a, float* b, nint bRow, float* c, nint cRow, int rows, int columns, int depth)
        where L : struct, ILanes<T>
        where T : struct
    {
        var pair = 2 * L.Width;
        var from = 0;
        do
        {
            var step = Math.Min(DepthBlock, depth - from);
            var bBlock = b + (from * bRow);
            for (var i = 0; i < rows; i += RowBlock)
            {
                var aBlock = a.Pointer + (i * a.Row) + (from * a.Step);
                var cBlock = c + (i * cRow);
                var count = Math.Min(RowBlock, rows - i);
                var j = 0;
                for (; j + pair <= columns; j += pair)
                    RegisterBlocks.Stripe<L, T>(aBlock, a.Row, a.Step, bBlock + j, bRow, cBlock + j, cRow, count, step, add: from > 0, pair: true);
                for (; j < columns; j += L.Width)
                    RegisterBlocks.Stripe<L, T>(aBlock, a.Row, a.Step, bBlock + j, bRow, cBlock + j, cRow, count, step, add: from > 0, pair: false);
            }
            from += step;
        }
        while (from < depth);
    }
}
