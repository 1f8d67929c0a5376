using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic.Products;

/// <summary>Blocks of 12 rows.</summary>
internal static unsafe partial class RegisterBlocks
{
    /// <summary>12 rows by 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block12x2<L, T>(float* a, nint aRow, nint aStep, float* b, nint bRow, float* c, nint cRow, int depth, bool add)
        where L : struct, ILanes<T>
        where T : struct
    {
        var c00 = add ? L.Load(c) : L.All(0f);
        var c01 = add ? L.Load(c + L.Width) : L.All(0f);
        var c10 = add ? L.Load(c + cRow) : L.All(0f);
        var c11 = add ? L.Load(c + cRow + L.Width) : L.All(0f);
        var c20 = add ? L.Load(c + (2 * cRow)) : L.All(0f);
        var c21 = add ? L.Load(c + (2 * cRow) + L.Width) : L.All(0f);
        var c30 = add ? L.Load(c + (3 * cRow)) : L.All(0f);
        var c31 = add ? L.Load(c + (3 * cRow) + L.Width) : L.All(0f);
        var c40 = add ? L.Load(c + (4 * cRow)) : L.All(0f);
        var c41 = add ? L.Load(c + (4 * cRow) + L.Width) : L.All(0f);
        var c50 = add ? L.Load(c + (5 * cRow)) : L.All(0f);
        var c51 = add ? L.Load(c + (5 * cRow) + L.Width) : L.All(0f);
        var c60 = add ? L.Load(c + (6 * cRow)) : L.All(0f);
        var c61 = add ? L.Load(c + (6 * cRow) + L.Width) : L.All(0f);
        var c70 = add ? L.Load(c + (7 * cRow)) : L.All(0f);
        var c71 = add ? L.Load(c + (7 * cRow) + L.Width) : L.All(0f);
        var c80 = add ? L.Load(c + (8 * cRow)) : L.All(0f);
        var c81 = add ? L.Load(c + (8 * cRow) + L.Width) : L.All(0f);
        var c90 = add ? L.Load(c + (9 * cRow)) : L.All(0f);
        var c91 = add ? L.Load(c + (9 * cRow) + L.Width) : L.All(0f);
        var c100 = add ? L.Load(c + (10 * cRow)) : L.All(0f);
        var c101 = add ? L.Load(c + (10 * cRow) + L.Width) : L.All(0f);
        var c110 = add ? L.Load(c + (11 * cRow)) : L.All(0f);
        var c111 = add ? L.Load(c + (11 * cRow) + L.Width) : L.All(0f);
        var a3 = a + (3 * aRow);
        var a6 = a + (6 * aRow);
        var a9 = a + (9 * aRow);
        var aRow2 = 2 * aRow;
        for (; depth > 0; depth--)
        {
            var b0 = L.Load(b);
            var b1 = L.Load(b + L.Width);
            var x = L.All(*a);
            c00 = L.MultiplyAdd(x, b0, c00);
            c01 = L.MultiplyAdd(x, b1, c01);
            x = L.All(a[aRow]);
            c10 = L.MultiplyAdd(x, b0, c10);
            c11 = L.MultiplyAdd(x, b1, c11);
            x = L.All(a[aRow2]);
            c20 = L.MultiplyAdd(x, b0, c20);
            c21 = L.MultiplyAdd(x, b1, c21);
            x = L.All(*a3);
            c30 = L.MultiplyAdd(x, b0, c30);
            c31 = L.MultiplyAdd(x, b1, c31);
            x = L.All(a3[aRow]);
            c40 = L.MultiplyAdd(x, b0, c40);
            c41 = L.MultiplyAdd(x, b1, c41);
            x = L.All(a3[aRow2]);
            c50 = L.MultiplyAdd(x, b0, c50);
            c51 = L.MultiplyAdd(x, b1, c51);
            x = L.All(*a6);
            c60 = L.MultiplyAdd(x, b0, c60);
            c61 = L.MultiplyAdd(x, b1, c61);
            x = L.All(a6[aRow]);
            c70 = L.MultiplyAdd(x, b0, c70);
            c71 = L.MultiplyAdd(x, b1, c71);
            x = L.All(a6[aRow2]);
            c80 = L.MultiplyAdd(x, b0, c80);
            c81 = L.MultiplyAdd(x, b1, c81);
            x = L.All(*a9);
            c90 = L.MultiplyAdd(x, b0, c90);
            c91 = L.MultiplyAdd(x, b1, c91);
            x = L.All(a9[aRow]);
            c100 = L.MultiplyAdd(x, b0, c100);
            c101 = L.MultiplyAdd(x, b1, c101);
            x = L.All(a9[aRow2]);
            c110 = L.MultiplyAdd(x, b0, c110);
            c111 = L.MultiplyAdd(x, b1, c111);
            a += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
            b += bRow;
        }
        L.Store(c00, c);
        L.Store(c01, c + L.Width);
        L.Store(c10, c + cRow);
        L.Store(c11, c + cRow + L.Width);
        L.Store(c20, c + (2 * cRow));
        L.Store(c21, c + (2 * cRow) + L.Width);
        L.Store(c30, c + (3 * cRow));
        L.Store(c31, c + (3 * cRow) + L.Width);
        L.Store(c40, c + (4 * cRow));
        L.Store(c41, c + (4 * cRow) + L.Width);
        L.Store(c50, c + (5 * cRow));
        L.Store(c51, c + (5 * cRow) + L.Width);
        L.Store(c60, c + (6 * cRow));
        L.Store(c61, c + (6 * cRow) + L.Width);
        L.Store(c70, c + (7 * cRow));
        L.Store(c71, c + (7 * cRow) + L.Width);
        L.Store(c80, c + (8 * cRow));
        L.Store(c81, c + (8 * cRow) + L.Width);
        L.Store(c90, c + (9 * cRow));
        L.Store(c91, c + (9 * cRow) + L.Width);
        L.Store(c100, c + (10 * cRow));
        L.Store(c101, c + (10 * cRow) + L.Width);
        L.Store(c110, c + (11 * cRow));
        L.Store(c111, c + (11 * cRow) + L.Width);
    }

    /// <summary>12 rows by 1 vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block12x1<L, T>(float* a, nint aRow, nint aStep, float* b, nint bRow, float* c, nint cRow, int depth, bool add)
        where L : struct, ILanes<T>
        where T : struct
    {
        var c00 = add ? L.Load(c) : L.All(0f);
        var c10 = add ? L.Load(c + cRow) : L.All(0f);
        var c20 = add ? L.Load(c + (2 * cRow)) : L.All(0f);
        var c30 = add ? L.Load(c + (3 * cRow)) : L.All(0f);
        var c40 = add ? L.Load(c + (4 * cRow)) : L.All(0f);
        var c50 = add ? L.Load(c + (5 * cRow)) : L.All(0f);
        var c60 = add ? L.Load(c + (6 * cRow)) : L.All(0f);
        var c70 = add ? L.Load(c + (7 * cRow)) : L.All(0f);
        var c80 = add ? L.Load(c + (8 * cRow)) : L.All(0f);
        var c90 = add ? L.Load(c + (9 * cRow)) : L.All(0f);
        var c100 = add ? L.Load(c + (10 * cRow)) : L.All(0f);
        var c110 = add ? L.Load(c + (11 * cRow)) : L.All(0f);
        var a3 = a + (3 * aRow);
        var a6 = a + (6 * aRow);
        var a9 = a + (9 * aRow);
        var aRow2 = 2 * aRow;
        for (; depth > 0; depth--)
        {
            var b0 = L.Load(b);
            var x = L.All(*a);
            c00 = L.MultiplyAdd(x, b0, c00);
            x = L.All(a[aRow]);
            c10 = L.MultiplyAdd(x, b0, c10);
            x = L.All(a[aRow2]);
            c20 = L.MultiplyAdd(x, b0, c20);
            x = L.All(*a3);
            c30 = L.MultiplyAdd(x, b0, c30);
            x = L.All(a3[aRow]);
            c40 = L.MultiplyAdd(x, b0, c40);
            x = L.All(a3[aRow2]);
            c50 = L.MultiplyAdd(x, b0, c50);
            x = L.All(*a6);
            c60 = L.MultiplyAdd(x, b0, c60);
            x = L.All(a6[aRow]);
            c70 = L.MultiplyAdd(x, b0, c70);
            x = L.All(a6[aRow2]);
            c80 = L.MultiplyAdd(x, b0, c80);
            x = L.All(*a9);
            c90 = L.MultiplyAdd(x, b0, c90);
            x = L.All(a9[aRow]);
            c100 = L.MultiplyAdd(x, b0, c100);
            x = L.All(a9[aRow2]);
            c110 = L.MultiplyAdd(x, b0, c110);
            a += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
            b += bRow;
        }
        L.Store(c00, c);
        L.Store(c10, c + cRow);
        L.Store(c20, c + (2 * cRow));
        L.Store(c30, c + (3 * cRow));
        L.Store(c40, c + (4 * cRow));
        L.Store(c50, c + (5 * cRow));
        L.Store(c60, c + (6 * cRow));
        L.Store(c70, c + (7 * cRow));
        L.Store(c80, c + (8 * cRow));
        L.Store(c90, c + (9 * cRow));
        L.Store(c100, c + (10 * cRow));
        L.Store(c110, c + (11 * cRow));
    }
}
