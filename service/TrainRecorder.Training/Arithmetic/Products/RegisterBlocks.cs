using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic.Products;

/// <summary>
/// The innermost loops of the matrix product: a block of C small enough to stay in registers, over a range of k.
/// Every value of C is one chain of fused multiply-adds in the order of k, whatever the block.
/// </summary>
/// <remarks>
/// The blocks differ in their number of rows and vectors only; each is written out, for the compiler keeps separate
/// variables in registers and arrays in memory. Rows of A are addressed from every third one, which saves registers.
/// </remarks>
internal static unsafe partial class RegisterBlocks
{
    /// <summary>A stripe of C, two vectors (or one) wide: C = A·B, or C += A·B.</summary>
    /// <param name="a">A(i, k) is at i · <paramref name="aRow"/> + k · <paramref name="aStep"/>.</param>
    /// <param name="b">B(k, j) is at k · <paramref name="bRow"/> + j.</param>
    /// <param name="c">C(i, j) is at i · <paramref name="cRow"/> + j.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="depth">Range of k.</param>
    /// <param name="add">C is added to, not overwritten.</param>
    /// <param name="pair">Two vectors wide.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stripe<L, T>(float* a, nint aRow, nint aStep, float* b, nint bRow, float* c, nint cRow, int rows, int depth, bool add, bool pair)
        where L : struct, ILanes<T>
        where T : struct
    {
        if (pair)
        {
            // Twelve rows of two vectors fill 32 registers, six fill 16.
            if (L.Width == 16)
            {
                for (; rows >= 12; rows -= 12, a += 12 * aRow, c += 12 * cRow) Block12x2<L, T>(a, aRow, aStep, b, bRow, c, cRow, depth, add);
            }
            for (; rows >= 6; rows -= 6, a += 6 * aRow, c += 6 * cRow) Block6x2<L, T>(a, aRow, aStep, b, bRow, c, cRow, depth, add);
            for (; rows >= 2; rows -= 2, a += 2 * aRow, c += 2 * cRow) Block2x2<L, T>(a, aRow, aStep, b, bRow, c, cRow, depth, add);
            if (rows > 0) Block1x2<L, T>(a, aRow, aStep, b, bRow, c, cRow, depth, add);
        }
        else
        {
            for (; rows >= 12; rows -= 12, a += 12 * aRow, c += 12 * cRow) Block12x1<L, T>(a, aRow, aStep, b, bRow, c, cRow, depth, add);
            for (; rows >= 6; rows -= 6, a += 6 * aRow, c += 6 * cRow) Block6x1<L, T>(a, aRow, aStep, b, bRow, c, cRow, depth, add);
            for (; rows >= 2; rows -= 2, a += 2 * aRow, c += 2 * cRow) Block2x1<L, T>(a, aRow, aStep, b, bRow, c, cRow, depth, add);
            if (rows > 0) Block1x1<L, T>(a, aRow, aStep, b, bRow, c, cRow, depth, add);
        }
    }
}
