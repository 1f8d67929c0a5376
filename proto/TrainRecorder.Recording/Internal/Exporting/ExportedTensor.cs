using System.Runtime.InteropServices;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>A tensor on its way out.</summary>
/// <param name="Name">The column's path.</param>
/// <param name="Shape">Of the values; smaller than the column's where only some units were asked for.</param>
/// <param name="Values">An array of float, double or long, row-major.</param>
internal sealed record ExportedTensor(string Name, IReadOnlyList<int> Shape, Array Values)
{
    /// <summary>The values are integers; otherwise they are floating-point numbers.</summary>
    public bool IsInteger => Values is long[];

    /// <summary>Bytes of a value.</summary>
    public int Width => Values is float[] ? sizeof(float) : sizeof(double);

    /// <summary>The values, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => BitConverter.IsLittleEndian
        ? MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(Values), Buffer.ByteLength(Values))
        : throw new PlatformNotSupportedException("Tensors can be exported on little-endian machines only.");
}
