using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic.Windows;

/// <summary>Rows and vectors of a register block, known when it is compiled.</summary>
internal interface IBlockSize
{
    /// <summary>Rows, at most 12.</summary>
    static abstract int Rows { get; }

    /// <summary>Vectors, 1 or 2.</summary>
    static abstract int Vectors { get; }
}

/// <summary>A block of a product whose right rows are gathered: C(i, j) = bias(i) + Σ over k of A(i, k) B(k, j), in the order of k.</summary>
internal static unsafe class GatheredBlock
{
    /// <summary>Works out a block. What its size leaves out is not compiled, so that what remains stays in registers.</summary>
    /// <param name="a">A(i, k) is at i · <paramref name="aRow"/> + offsets[2k].</param>
    /// <param name="aRow">Floats from row to row.</param>
    /// <param name="b">B(k, j) is at offsets[2k + 1] + j.</param>
    /// <param name="offsets">Two for each k.</param>
    /// <param name="depth">How many k there are.</param>
    /// <param name="c">C(i, j) is at i · <paramref name="cRow"/> + j.</param>
    /// <param name="cRow">Floats from row to row.</param>
    /// <param name="bias">One value a row; null for zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<L, T, S>(float* a, nint aRow, float* b, nint* offsets, int depth, float* c, nint cRow, float* bias)
        where L : struct, ILanes<T>
        where T : struct
        where S : struct, IBlockSize
    {
        var c0 = L.All(S.Rows > 0 && bias != null ? bias[0] : 0f);
        var d0 = c0;
        var c1 = L.All(S.Rows > 1 && bias != null ? bias[1] : 0f);
        var d1 = c1;
        var c2 = L.All(S.Rows > 2 && bias != null ? bias[2] : 0f);
        var d2 = c2;
        var c3 = L.All(S.Rows > 3 && bias != null ? bias[3] : 0f);
        var d3 = c3;
        var c4 = L.All(S.Rows > 4 && bias != null ? bias[4] : 0f);
        var d4 = c4;
        var c5 = L.All(S.Rows > 5 && bias != null ? bias[5] : 0f);
        var d5 = c5;
        var c6 = L.All(S.Rows > 6 && bias != null ? bias[6] : 0f);
        var d6 = c6;
        var c7 = L.All(S.Rows > 7 && bias != null ? bias[7] : 0f);
        var d7 = c7;
        var c8 = L.All(S.Rows > 8 && bias != null ? bias[8] : 0f);
        var d8 = c8;
        var c9 = L.All(S.Rows > 9 && bias != null ? bias[9] : 0f);
        var d9 = c9;
        var c10 = L.All(S.Rows > 10 && bias != null ? bias[10] : 0f);
        var d10 = c10;
        var c11 = L.All(S.Rows > 11 && bias != null ? bias[11] : 0f);
        var d11 = c11;
        var a3 = a + (3 * aRow);
        var a6 = a + (6 * aRow);
        var a9 = a + (9 * aRow);
        var aRow2 = 2 * aRow;
        for (var end = offsets + (2 * (nint)depth); offsets < end; offsets += 2)
        {
            var left = offsets[0];
            var right = b + offsets[1];
            var b0 = L.Load(right);
            var b1 = S.Vectors > 1 ? L.Load(right + L.Width) : b0;
            var x = L.All(a[left]);
            c0 = L.MultiplyAdd(x, b0, c0);
            if (S.Vectors > 1) d0 = L.MultiplyAdd(x, b1, d0);
            if (S.Rows > 1)
            {
                x = L.All(a[left + aRow]);
                c1 = L.MultiplyAdd(x, b0, c1);
                if (S.Vectors > 1) d1 = L.MultiplyAdd(x, b1, d1);
            }
            if (S.Rows > 2)
            {
                x = L.All(a[left + aRow2]);
                c2 = L.MultiplyAdd(x, b0, c2);
                if (S.Vectors > 1) d2 = L.MultiplyAdd(x, b1, d2);
            }
            if (S.Rows > 3)
            {
                x = L.All(a3[left]);
                c3 = L.MultiplyAdd(x, b0, c3);
                if (S.Vectors > 1) d3 = L.MultiplyAdd(x, b1, d3);
            }
            if (S.Rows > 4)
            {
                x = L.All(a3[left + aRow]);
                c4 = L.MultiplyAdd(x, b0, c4);
                if (S.Vectors > 1) d4 = L.MultiplyAdd(x, b1, d4);
            }
            if (S.Rows > 5)
            {
                x = L.All(a3[left + aRow2]);
                c5 = L.MultiplyAdd(x, b0, c5);
                if (S.Vectors > 1) d5 = L.MultiplyAdd(x, b1, d5);
            }
            if (S.Rows > 6)
            {
                x = L.All(a6[left]);
                c6 = L.MultiplyAdd(x, b0, c6);
                if (S.Vectors > 1) d6 = L.MultiplyAdd(x, b1, d6);
            }
            if (S.Rows > 7)
            {
                x = L.All(a6[left + aRow]);
                c7 = L.MultiplyAdd(x, b0, c7);
                if (S.Vectors > 1) d7 = L.MultiplyAdd(x, b1, d7);
            }
            if (S.Rows > 8)
            {
                x = L.All(a6[left + aRow2]);
                c8 = L.MultiplyAdd(x, b0, c8);
                if (S.Vectors > 1) d8 = L.MultiplyAdd(x, b1, d8);
            }
            if (S.Rows > 9)
            {
                x = L.All(a9[left]);
                c9 = L.MultiplyAdd(x, b0, c9);
                if (S.Vectors > 1) d9 = L.MultiplyAdd(x, b1, d9);
            }
            if (S.Rows > 10)
            {
                x = L.All(a9[left + aRow]);
                c10 = L.MultiplyAdd(x, b0, c10);
                if (S.Vectors > 1) d10 = L.MultiplyAdd(x, b1, d10);
            }
            if (S.Rows > 11)
            {
                x = L.All(a9[left + aRow2]);
                c11 = L.MultiplyAdd(x, b0, c11);
                if (S.Vectors > 1) d11 = L.MultiplyAdd(x, b1, d11);
            }
        }
        Store<L, T, S>(c0, d0, c);
        if (S.Rows > 1) Store<L, T, S>(c1, d1, c + (1 * cRow));
        if (S.Rows > 2) Store<L, T, S>(c2, d2, c + (2 * cRow));
        if (S.Rows > 3) Store<L, T, S>(c3, d3, c + (3 * cRow));
        if (S.Rows > 4) Store<L, T, S>(c4, d4, c + (4 * cRow));
        if (S.Rows > 5) Store<L, T, S>(c5, d5, c + (5 * cRow));
        if (S.Rows > 6) Store<L, T, S>(c6, d6, c + (6 * cRow));
        if (S.Rows > 7) Store<L, T, S>(c7, d7, c + (7 * cRow));
        if (S.Rows > 8) Store<L, T, S>(c8, d8, c + (8 * cRow));
        if (S.Rows > 9) Store<L, T, S>(c9, d9, c + (9 * cRow));
        if (S.Rows > 10) Store<L, T, S>(c10, d10, c + (10 * cRow));
        if (S.Rows > 11) Store<L, T, S>(c11, d11, c + (11 * cRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<L, T, S>(T first, T second, float* destination)
        where L : struct, ILanes<T>
        where T : struct
        where S : struct, IBlockSize
    {
        L.Store(first, destination);
        if (S.Vectors > 1) L.Store(second, destination + L.Width);
    }
}
