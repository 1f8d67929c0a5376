using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic.Products;

/// <summary>Blocks of 1 row.</summary>
internal static unsafe partial class RegisterBlocks
{
    /// <summary>1 row by 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block1x2<L, T>(float* a, nint aRow, nint aStep, float* b, nint bRow, float* c, nint cRow, int depth, bool add)
        where L : struct, ILanes<T>
        where T : struct
    {
        var c00 = add ? L.Load(c) : L.All(0f);
        var c01 = add ? L.Load(c + L.Width) : L.All(0f);
        for (; depth > 0; depth--)
        {
            var b0 = L.Load(b);
            var b1 = L.Load(b + L.Width);
            var x = L.All(*a);
            c00 = L.MultiplyAdd(x, b0, c00);
            c01 = L.MultiplyAdd(x, b1, c01);
            a += aStep;
            b += bRow;
        }
        L.Store(c00, c);
        L.Store(c01, c + L.Width);
    }

    /// <summary>1 row by 1 vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block1x1<L, T>(float* a, nint aRow, nint aStep, float* b, nint bRow, float* c, nint cRow, int depth, bool add)
        where L : struct, ILanes<T>
        where T : struct
    {
        var c00 = add ? L.Load(c) : L.All(0f);
        for (; depth > 0; depth--)
        {
            var b0 = L.Load(b);
            var x = L.All(*a);
            c00 = L.MultiplyAdd(x, b0, c00);
            a += aStep;
            b += bRow;
        }
        L.Store(c00, c);
    }
}
