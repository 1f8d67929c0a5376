using System.Runtime.InteropServices;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>A tensor on its way out.</summary>
/// <param name="Name">The column's path.</param>
/// <param name="Shape">Of the values; smaller than the column's where only some units were asked for.</param>
/// <param name="Values">An array of float, double or long, row-major.</param>
internal sealed record ExportedTensor(string Name, IReadOnlyList<int> Shape, Array Values)
{
    /// <summary>The values, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => Values switch
    {
        _ when !BitConverter.IsLittleEndian => throw new PlatformNotSupportedException("Tensors can be exported on little-endian machines only."),
        float[] floats => MemoryMarshal.AsBytes(floats.AsSpan()),
        double[] doubles => MemoryMarshal.AsBytes(doubles.AsSpan()),
        long[] integers => MemoryMarshal.AsBytes(integers.AsSpan()),
        _ => throw new NotSupportedException(Values.GetType().ToString()),
    };
}
