using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic;

/// <summary>A loop over padded arrays, written once for every vector width.</summary>
internal interface IVectorLoop
{
    /// <summary>Runs with the given lanes.</summary>
    void Run<L, T>()
        where L : struct, ILanes<T>
        where T : struct;
}

/// <summary>Runs loops with the widest vectors of this machine.</summary>
internal static class Elementwise
{
    /// <summary>Runs a loop.</summary>
    /// <param name="loop">Its arrays have lengths that are multiples of <see cref="Padding.Multiple"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TLoop>(TLoop loop)
        where TLoop : struct, IVectorLoop
    {
        if (Vector512.IsHardwareAccelerated) loop.Run<Lanes512, Vector512<float>>();
        else if (Vector256.IsHardwareAccelerated) loop.Run<Lanes256, Vector256<float>>();
        else if (Vector128.IsHardwareAccelerated) loop.Run<Lanes128, Vector128<float>>();
        else loop.Run<Lanes1, float>();
    }
}
