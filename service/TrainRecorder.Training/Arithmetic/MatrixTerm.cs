using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic;

/// <summary>The values of a matrix.</summary>
internal readonly unsafe struct MatrixTerm(Matrix matrix) : ITerm
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T At<L, T>(int row, int column)
        where L : struct, ILanes<T>
        where T : struct => L.Load(matrix.Pointer + ((nint)row * matrix.Stride) + column);
}
