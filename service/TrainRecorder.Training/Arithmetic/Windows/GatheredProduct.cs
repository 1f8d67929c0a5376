using System.Runtime.Intrinsics;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic.Windows;

/// <summary>Products whose right rows are gathered by a <see cref="GatherPlan"/>: convolutions without copying windows.</summary>
/// <remarks>
/// The right rows of a position are scattered over a matrix [values, samples]; each is contiguous, so that gathering them costs
/// an address for each (Dukhan 2019, arXiv 1907.02129, on indirect convolution). Rows go outside, positions inside: the left
/// factor's rows stay in the first-level cache, and neighbouring windows share most of their rows.
/// </remarks>
internal static unsafe class GatheredProduct
{
    /// <summary>Works out some positions of C: at each, C(i, j) = bias(i) + Σ over k of A(i, k) B(k, j).</summary>
    /// <param name="plan">Which rows come together.</param>
    /// <param name="a">The left factor; its row i begins at i · <paramref name="aRow"/>.</param>
    /// <param name="aRow">Floats from row to row.</param>
    /// <param name="b">Where the right rows are gathered from.</param>
    /// <param name="c">Row i of position p is row i · positions + p.</param>
    /// <param name="bias">One value a row of A; null for zeros.</param>
    /// <param name="rows">Rows of A.</param>
    /// <param name="columns">Columns, rounded up to <see cref="Padding.Multiple"/>.</param>
    /// <param name="firstPosition">The first position.</param>
    /// <param name="positions">How many.</param>
    public static void Multiply(GatherPlan plan, float* a, nint aRow, Matrix b, Matrix c, float* bias, int rows, int columns, int firstPosition, int positions)
    {
        var call = new Call(plan, a, aRow, b, c, bias, rows, columns, firstPosition, positions);
        if (Vector512.IsHardwareAccelerated) Blocked<Lanes512, Vector512<float>>(call);
        else if (Vector256.IsHardwareAccelerated) Blocked<Lanes256, Vector256<float>>(call);
        else if (Vector128.IsHardwareAccelerated) Blocked<Lanes128, Vector128<float>>(call);
        else Blocked<Lanes1, float>(call);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
    }

    private static void Blocked<L, T>(in Call call)
        where L : struct, ILanes<T>
        where T : struct
    {
        var row = 0;
        // Twelve rows of two vectors fill 32 registers, six fill 16.
        if (L.Width == 16)
        {
            for (; row + 12 <= call.Rows; row += 12) Positions<L, T, Rows12Pair, Rows12>(call, row);
            for (; row + 8 <= call.Rows; row += 8) Positions<L, T, Rows8Pair, Rows8>(call, row);
        }
        for (; row + 6 <= call.Rows; row += 6) Positions<L, T, Rows6Pair, Rows6>(call, row);
        for (; row + 4 <= call.Rows; row += 4) Positions<L, T, Rows4Pair, Rows4>(call, row);
        for (; row + 2 <= call.Rows; row += 2) Positions<L, T, Rows2Pair, Rows2>(call, row);
        for (; row < call.Rows; row++) Positions<L, T, Rows1Pair, Rows1>(call, row);
    }

    private static void Positions<L, T, SPair, S>(in Call call, int row)
        where L : struct, ILanes<T>
        where T : struct
        where SPair : struct, IBlockSize
        where S : struct, IBlockSize
    {
        var plan = call.Plan;
        var a = call.A + (row * call.ARow);
        var bias = call.Bias == null ? null : call.Bias + row;
        nint stride = call.C.Stride;
        var cRow = plan.Positions * stride;
        for (var p = call.FirstPosition; p < call.FirstPosition + call.PositionCount; p++)
        {
            var offsets = plan.Offsets(p);
            var depth = plan.Depth(p);
            var b = call.B.Pointer + plan.Base(p);
            var c = call.C.Pointer + (row * cRow) + (p * stride);
            var j = 0;
            for (; j + (2 * L.Width) <= call.Columns; j += 2 * L.Width) GatheredBlock.Run<L, T, SPair>(a, call.ARow, b + j, offsets, depth, c + j, cRow, bias);
            for (; j < call.Columns; j += L.Width) GatheredBlock.Run<L, T, S>(a, call.ARow, b + j, offsets, depth, c + j, cRow, bias);
        }
    }

    private readonly struct Call(GatherPlan plan, float* a, nint aRow, Matrix b, Matrix c, float* bias, int rows, int columns, int firstPosition, int positions)
    {
        public GatherPlan Plan => plan;

        public float* A => a;

        public nint ARow => aRow;

        public Matrix B => b;

        public Matrix C => c;

        public float* Bias => bias;

        public int Rows => rows;

        public int Columns => columns;

        public int FirstPosition => firstPosition;

        public int PositionCount => positions;
    }

    private readonly struct Rows12Pair : IBlockSize
    {
        public static int Rows => 12;

        public static int Vectors => 2;
    }

    private readonly struct Rows12 : IBlockSize
    {
        public static int Rows => 12;

        public static int Vectors => 1;
    }

    private readonly struct Rows8Pair : IBlockSize
    {
        public static int Rows => 8;

        public static int Vectors => 2;
    }

    private readonly struct Rows8 : IBlockSize
    {
        public static int Rows => 8;

        public static int Vectors => 1;
    }

    private readonly struct Rows6Pair : IBlockSize
    {
        public static int Rows => 6;

        public static int Vectors => 2;
    }

    private readonly struct Rows6 : IBlockSize
    {
        public static int Rows => 6;

        public static int Vectors => 1;
    }

    private readonly struct Rows4Pair : IBlockSize
    {
        public static int Rows => 4;

        public static int Vectors => 2;
    }

    private readonly struct Rows4 : IBlockSize
    {
        public static int Rows => 4;

        public static int Vectors => 1;
    }

    private readonly struct Rows2Pair : IBlockSize
    {
        public static int Rows => 2;

        public static int Vectors => 2;
    }

    private readonly struct Rows2 : IBlockSize
    {
        public static int Rows => 2;

        public static int Vectors => 1;
    }

    private readonly struct Rows1Pair : IBlockSize
    {
        public static int Rows => 1;

        public static int Vectors => 2;
    }

    private readonly struct Rows1 : IBlockSize
    {
        public static int Rows => 1;

        public static int Vectors => 1;
    }
}
