using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TrainRecorder.Training.Arithmetic;

/// <summary>Transposes matrices.</summary>
internal static unsafe class Transposition
{
    /// <summary>Writes the transpose of a matrix; padding is neither read nor written.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="sourceStride">Floats from row to row.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="destination">The transpose.</param>
    /// <param name="destinationStride">Floats from row to row.</param>
    public static void Transpose(float* source, int sourceStride, int rows, int columns, float* destination, int destinationStride)
    {
        var blockedRows = Sse.IsSupported ? rows & ~3 : 0;
        var blockedColumns = columns & ~3;
        for (var i = 0; i < blockedRows; i += 4)
        {
            for (var j = 0; j < blockedColumns; j += 4)
                Block(source + ((nint)i * sourceStride) + j, sourceStride, destination + ((nint)j * destinationStride) + i, destinationStride);
            for (var j = blockedColumns; j < columns; j++)
            {
                for (var k = i; k < i + 4; k++) destination[((nint)j * destinationStride) + k] = source[((nint)k * sourceStride) + j];
            }
        }
        for (var i = blockedRows; i < rows; i++)
        {
            var row = source + ((nint)i * sourceStride);
            for (var j = 0; j < columns; j++) destination[((nint)j * destinationStride) + i] = row[j];
        }
    }

    private static void Block(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        var a = Vector128.Load(source);
        var b = Vector128.Load(source + sourceStride);
        var c = Vector128.Load(source + (2 * sourceStride));
        var d = Vector128.Load(source + (3 * sourceStride));
        var ab = Sse.UnpackLow(a, b);
        var cd = Sse.UnpackLow(c, d);
        Sse.MoveLowToHigh(ab, cd).Store(destination);
        Sse.MoveHighToLow(cd, ab).Store(destination + destinationStride);
        ab = Sse.UnpackHigh(a, b);
        cd = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(ab, cd).Store(destination + (2 * destinationStride));
        Sse.MoveHighToLow(cd, ab).Store(destination + (3 * destinationStride));
    }
}
