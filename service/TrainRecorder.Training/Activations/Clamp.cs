using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>Keeps values in a range.</summary>
internal static class Clamp
{
    /// <summary>The value, or the bound beyond which it is; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Between<L, T>(T value, float low, float high)
        where L : struct, ILanes<T>
        where T : struct
    {
        var above = L.Select(L.LessThan(value, L.All(low)), L.All(low), value);
        return L.Select(L.LessThan(L.All(high), above), L.All(high), above);
    }
}
