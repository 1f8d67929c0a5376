using System.Runtime.Intrinsics;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic.Windows;

/// <summary>The gradient of a convolution by its weights.</summary>
/// <remarks>
/// A weight's gradient is a sum over samples, along which the matrices are contiguous: so lanes of vectors are samples, with sixteen
/// partial sums whatever the width of a vector (<see cref="LaneSums"/>). The order of a weight's sum is: rows of positions; in
/// each the positions at which no tap of its group is in the padding, then the others; samples.
/// </remarks>
internal static unsafe class Correlation
{
    /// <summary>Channels that are worked out together.</summary>
    public const int ChannelGroup = 4;

    /// <summary>Taps in a row of the window that are worked out together. The order of the sums depends on it.</summary>
    private const int TapGroup = 8;

    /// <summary>Pieces of work that can be done apart.</summary>
    /// <param name="window">The window.</param>
    /// <param name="channelsIn">Channels that come in.</param>
    /// <param name="channelsOut">Channels that come out.</param>
    public static int Pieces(Window window, int channelsIn, int channelsOut) =>
        ((channelsOut + ChannelGroup - 1) / ChannelGroup) * channelsIn * window.Rows.Kernel;

    /// <summary>Works out a piece: a row of taps of one channel that comes in, for a group of those that come out.</summary>
    /// <param name="window">The window.</param>
    /// <param name="channelsIn">Channels that come in.</param>
    /// <param name="channelsOut">Channels that come out.</param>
    /// <param name="piece">Which.</param>
    /// <param name="outputGradient"><c>[channels out, positions]</c> by samples; 0 in the padding.</param>
    /// <param name="input"><c>[channels in, places]</c> by samples.</param>
    /// <param name="weightGradient"><c>[channels out, channels in, taps]</c>.</param>
    /// <param name="columns">Samples, rounded up to <see cref="Padding.Multiple"/>.</param>
    public static void Run(Window window, int channelsIn, int channelsOut, int piece, Matrix outputGradient, Matrix input, Matrix weightGradient, int columns)
    {
        var (group, rest) = Math.DivRem(piece, channelsIn * window.Rows.Kernel);
        var (channel, tapRow) = Math.DivRem(rest, window.Rows.Kernel);
        var firstChannel = group * ChannelGroup;
        var channels = Math.Min(ChannelGroup, channelsOut - firstChannel);
        var sums = stackalloc float[ChannelGroup * TapGroup * LaneSums.Lanes];
        for (var firstTap = 0; firstTap < window.Columns.Kernel; firstTap += TapGroup)
        {
            var taps = Math.Min(TapGroup, window.Columns.Kernel - firstTap);
            new Span<float>(sums, ChannelGroup * TapGroup * LaneSums.Lanes).Clear();
            var z = outputGradient.Pointer + ((nint)firstChannel * window.Positions * outputGradient.Stride);
            var x = input.Pointer + ((nint)channel * window.Places * input.Stride);
            var call = new Call(window, tapRow, firstTap, taps, channels, z, outputGradient.Stride, x, input.Stride, columns, sums);
            if (Vector512.IsHardwareAccelerated) Rows<Lanes512, Vector512<float>>(call);
            else if (Vector256.IsHardwareAccelerated) Rows<Lanes256, Vector256<float>>(call);
            else if (Vector128.IsHardwareAccelerated) Rows<Lanes128, Vector128<float>>(call);
            else Rows<Lanes1, float>(call);
            for (var i = 0; i < channels; i++)
            {
                var gradient = weightGradient.Row(firstChannel + i).Slice((channel * window.Taps) + (tapRow * window.Columns.Kernel) + firstTap, taps);
                for (var t = 0; t < taps; t++) gradient[t] = (float)LaneSums.Total(sums + (((i * TapGroup) + t) * LaneSums.Lanes));
            }
        }
        GC.KeepAlive(outputGradient);
        GC.KeepAlive(input);
    }

    private static void Rows<L, T>(in Call call)
        where L : struct, ILanes<T>
        where T : struct
    {
        var (firstRow, endRow) = call.Window.Rows.Within(call.TapRow, 1);
        var (first, end) = call.Window.Columns.Within(call.FirstTap, call.Taps);
        for (var row = firstRow; row < endRow; row++)
        {
            Taps<L, T>(call, row, first, end, 0, call.Taps);
            for (var tap = 0; tap < call.Taps; tap++)
            {
                var (own, ownEnd) = call.Window.Columns.Within(call.FirstTap + tap, 1);
                Taps<L, T>(call, row, own, Math.Min(first, ownEnd), tap, 1);
                Taps<L, T>(call, row, Math.Max(end, own), ownEnd, tap, 1);
            }
        }
    }

    /// <summary>Some positions of a row, for some taps that are all within the image there.</summary>
    private static void Taps<L, T>(in Call call, int row, int first, int end, int tap, int taps)
        where L : struct, ILanes<T>
        where T : struct
    {
        if (end <= first) return;
        for (; taps >= 3; taps -= 3, tap += 3) Channels<L, T, Size43, Size23, Size13>(call, row, first, end, tap);
        if (taps == 2) Channels<L, T, Size42, Size22, Size12>(call, row, first, end, tap);
        else if (taps == 1) Channels<L, T, Size41, Size21, Size11>(call, row, first, end, tap);
    }

    private static void Channels<L, T, SFour, STwo, SOne>(in Call call, int row, int first, int end, int tap)
        where L : struct, ILanes<T>
        where T : struct
        where SFour : struct, ICorrelationSize
        where STwo : struct, ICorrelationSize
        where SOne : struct, ICorrelationSize
    {
        var window = call.Window;
        nint zStep = call.ZStride;
        var zChannel = window.Positions * zStep;
        var z = call.Z + ((((nint)row * window.Columns.Positions) + first) * zStep);
        var place = ((nint)window.Rows.Place(row, call.TapRow) * window.Columns.Size) + window.Columns.Place(first, call.FirstTap + tap);
        var x = call.X + (place * call.XStride);
        nint xStep = window.Columns.Stride * call.XStride;
        var sums = call.Sums + (tap * LaneSums.Lanes);
        const nint sumsChannel = TapGroup * LaneSums.Lanes;
        var count = end - first;
        var channel = 0;
        if (call.ChannelCount == ChannelGroup)
        {
            CorrelationBlock.Run<L, T, SFour>(z, zChannel, zStep, x, call.XStride, xStep, count, call.Columns, sums, sumsChannel);
            return;
        }
        for (; channel + 2 <= call.ChannelCount; channel += 2)
            CorrelationBlock.Run<L, T, STwo>(z + (channel * zChannel), zChannel, zStep, x, call.XStride, xStep, count, call.Columns, sums + (channel * sumsChannel), sumsChannel);
        if (channel < call.ChannelCount)
            CorrelationBlock.Run<L, T, SOne>(z + (channel * zChannel), zChannel, zStep, x, call.XStride, xStep, count, call.Columns, sums + (channel * sumsChannel), sumsChannel);
    }

    private readonly struct Call(
        Window window, int tapRow, int firstTap, int taps, int channels, float* z, int zStride, float* x, int xStride, int columns, float* sums)
    {
        public Window Window => window;

        public int TapRow => tapRow;

        public int FirstTap => firstTap;

        public int Taps => taps;

        public int ChannelCount => channels;

        public float* Z => z;

        public int ZStride => zStride;

        public float* X => x;

        public int XStride => xStride;

        public int Columns => columns;

        public float* Sums => sums;
    }

    private readonly struct Size43 : ICorrelationSize
    {
        public static int Channels => 4;

        public static int Taps => 3;
    }

    private readonly struct Size42 : ICorrelationSize
    {
        public static int Channels => 4;

        public static int Taps => 2;
    }

    private readonly struct Size41 : ICorrelationSize
    {
        public static int Channels => 4;

        public static int Taps => 1;
    }

    private readonly struct Size23 : ICorrelationSize
    {
        public static int Channels => 2;

        public static int Taps => 3;
    }

    private readonly struct Size22 : ICorrelationSize
    {
        public static int Channels => 2;

        public static int Taps => 2;
    }

    private readonly struct Size21 : ICorrelationSize
    {
        public static int Channels => 2;

        public static int Taps => 1;
    }

    private readonly struct Size13 : ICorrelationSize
    {
        public static int Channels => 1;

        public static int Taps => 3;
    }

    private readonly struct Size12 : ICorrelationSize
    {
        public static int Channels => 1;

        public static int Taps => 2;
    }

    private readonly struct Size11 : ICorrelationSize
    {
        public static int Channels => 1;

        public static int Taps => 1;
    }
}
