using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic.Windows;

/// <summary>Channels and taps of a register block, known when it is compiled.</summary>
internal interface ICorrelationSize
{
    /// <summary>Channels, at most 4.</summary>
    static abstract int Channels { get; }

    /// <summary>Taps, at most 3.</summary>
    static abstract int Taps { get; }
}

/// <summary>A block of a convolution's weight gradient: Σ over positions and samples of ∂Z(channel, position) X(place of the tap at the position).</summary>
internal static unsafe class CorrelationBlock
{
    /// <summary>Adds to sixteen partial sums for each channel and tap, position by position. What the block's size leaves out is not compiled.</summary>
    /// <param name="z">∂Z of the first position; channels are <paramref name="zChannel"/> apart, positions <paramref name="zStep"/>.</param>
    /// <param name="zChannel">In floats.</param>
    /// <param name="zStep">In floats.</param>
    /// <param name="x">X of the first tap at the first position; taps are <paramref name="xTap"/> apart, positions <paramref name="xStep"/>.</param>
    /// <param name="xTap">In floats.</param>
    /// <param name="xStep">In floats.</param>
    /// <param name="positions">How many.</param>
    /// <param name="columns">Samples, rounded up; ∂Z is 0 in the padding.</param>
    /// <param name="sums">Of the first channel and tap; channels are <paramref name="sumsChannel"/> apart, taps sixteen floats.</param>
    /// <param name="sumsChannel">In floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<L, T, S>(
        float* z, nint zChannel, nint zStep, float* x, nint xTap, nint xStep, int positions, int columns, float* sums, nint sumsChannel)
        where L : struct, ILanes<T>
        where T : struct
        where S : struct, ICorrelationSize
    {
        for (var lane = 0; lane < LaneSums.Lanes; lane += L.Width)
        {
            var s = sums + lane;
            var s00 = L.Load(s);
            var s01 = S.Taps > 1 ? L.Load(s + (0 * sumsChannel) + (1 * LaneSums.Lanes)) : L.All(0f);
            var s02 = S.Taps > 2 ? L.Load(s + (0 * sumsChannel) + (2 * LaneSums.Lanes)) : L.All(0f);
            var s10 = S.Channels > 1 ? L.Load(s + (1 * sumsChannel) + (0 * LaneSums.Lanes)) : L.All(0f);
            var s11 = S.Channels > 1 && S.Taps > 1 ? L.Load(s + (1 * sumsChannel) + (1 * LaneSums.Lanes)) : L.All(0f);
            var s12 = S.Channels > 1 && S.Taps > 2 ? L.Load(s + (1 * sumsChannel) + (2 * LaneSums.Lanes)) : L.All(0f);
            var s20 = S.Channels > 2 ? L.Load(s + (2 * sumsChannel) + (0 * LaneSums.Lanes)) : L.All(0f);
            var s21 = S.Channels > 2 && S.Taps > 1 ? L.Load(s + (2 * sumsChannel) + (1 * LaneSums.Lanes)) : L.All(0f);
            var s22 = S.Channels > 2 && S.Taps > 2 ? L.Load(s + (2 * sumsChannel) + (2 * LaneSums.Lanes)) : L.All(0f);
            var s30 = S.Channels > 3 ? L.Load(s + (3 * sumsChannel) + (0 * LaneSums.Lanes)) : L.All(0f);
            var s31 = S.Channels > 3 && S.Taps > 1 ? L.Load(s + (3 * sumsChannel) + (1 * LaneSums.Lanes)) : L.All(0f);
            var s32 = S.Channels > 3 && S.Taps > 2 ? L.Load(s + (3 * sumsChannel) + (2 * LaneSums.Lanes)) : L.All(0f);
            for (var p = 0; p < positions; p++)
            {
                var zp = z + (p * zStep);
                var xp = x + (p * xStep);
                for (var j = lane; j < columns; j += LaneSums.Lanes)
                {
                    var x0 = L.Load(xp + j);
                    var x1 = S.Taps > 1 ? L.Load(xp + xTap + j) : x0;
                    var x2 = S.Taps > 2 ? L.Load(xp + (2 * xTap) + j) : x0;
                    var g = L.Load(zp + j);
                    s00 = L.MultiplyAdd(g, x0, s00);
                    if (S.Taps > 1) s01 = L.MultiplyAdd(g, x1, s01);
                    if (S.Taps > 2) s02 = L.MultiplyAdd(g, x2, s02);
                    if (S.Channels > 1)
                    {
                        g = L.Load(zp + zChannel + j);
                        s10 = L.MultiplyAdd(g, x0, s10);
                        if (S.Taps > 1) s11 = L.MultiplyAdd(g, x1, s11);
                        if (S.Taps > 2) s12 = L.MultiplyAdd(g, x2, s12);
                    }
                    if (S.Channels > 2)
                    {
                        g = L.Load(zp + (2 * zChannel) + j);
                        s20 = L.MultiplyAdd(g, x0, s20);
                        if (S.Taps > 1) s21 = L.MultiplyAdd(g, x1, s21);
                        if (S.Taps > 2) s22 = L.MultiplyAdd(g, x2, s22);
                    }
                    if (S.Channels > 3)
                    {
                        g = L.Load(zp + (3 * zChannel) + j);
                        s30 = L.MultiplyAdd(g, x0, s30);
                        if (S.Taps > 1) s31 = L.MultiplyAdd(g, x1, s31);
                        if (S.Taps > 2) s32 = L.MultiplyAdd(g, x2, s32);
                    }
                }
            }
            L.Store(s00, s);
            if (S.Taps > 1) L.Store(s01, s + (0 * sumsChannel) + (1 * LaneSums.Lanes));
            if (S.Taps > 2) L.Store(s02, s + (0 * sumsChannel) + (2 * LaneSums.Lanes));
            if (S.Channels > 1) L.Store(s10, s + (1 * sumsChannel) + (0 * LaneSums.Lanes));
            if (S.Channels > 1 && S.Taps > 1) L.Store(s11, s + (1 * sumsChannel) + (1 * LaneSums.Lanes));
            if (S.Channels > 1 && S.Taps > 2) L.Store(s12, s + (1 * sumsChannel) + (2 * LaneSums.Lanes));
            if (S.Channels > 2) L.Store(s20, s + (2 * sumsChannel) + (0 * LaneSums.Lanes));
            if (S.Channels > 2 && S.Taps > 1) L.Store(s21, s + (2 * sumsChannel) + (1 * LaneSums.Lanes));
            if (S.Channels > 2 && S.Taps > 2) L.Store(s22, s + (2 * sumsChannel) + (2 * LaneSums.Lanes));
            if (S.Channels > 3) L.Store(s30, s + (3 * sumsChannel) + (0 * LaneSums.Lanes));
            if (S.Channels > 3 && S.Taps > 1) L.Store(s31, s + (3 * sumsChannel) + (1 * LaneSums.Lanes));
            if (S.Channels > 3 && S.Taps > 2) L.Store(s32, s + (3 * sumsChannel) + (2 * LaneSums.Lanes));
        }
    }
}
