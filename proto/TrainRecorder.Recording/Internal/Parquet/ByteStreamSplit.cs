using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>
/// The encoding BYTE_STREAM_SPLIT of Parquet: first the lowest byte of every value, then the second of every value, and so on.
/// Signs and exponents, which resemble each other, come to stand together, and compress.
/// </summary>
internal static class ByteStreamSplit
{
    /// <summary>Splits values of a width of 4 or 8 bytes, little-endian.</summary>
    public static void Encode(ReadOnlySpan<byte> values, int width, Span<byte> destination)
    {
        int count = values.Length / width;
        int i = width == 4 ? EncodeVectors(values, count, destination) : 0;
        for (; i < count; i++)
        {
            for (int k = 0; k < width; k++)
            {
                destination[(k * count) + i] = values[(i * width) + k];
            }
        }
    }

    /// <summary>Joins the floats <paramref name="first"/>, <paramref name="first"/> + 1 … of a split of <paramref name="count"/> floats.</summary>
    public static void Decode(ReadOnlySpan<byte> split, int count, int first, Span<float> destination)
    {
        ReadOnlySpan<byte> plane0 = split.Slice(first, destination.Length);
        ReadOnlySpan<byte> plane1 = split.Slice(count + first, destination.Length);
        ReadOnlySpan<byte> plane2 = split.Slice((2 * count) + first, destination.Length);
        ReadOnlySpan<byte> plane3 = split.Slice((3 * count) + first, destination.Length);
        Span<uint> bits = MemoryMarshal.Cast<float, uint>(destination);
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= bits.Length - 16; i += 16)
            {
                (Vector128<ushort> low0, Vector128<ushort> high0) = Vector128.Widen(Vector128.Create(plane0.Slice(i, 16)));
                (Vector128<ushort> low1, Vector128<ushort> high1) = Vector128.Widen(Vector128.Create(plane1.Slice(i, 16)));
                (Vector128<ushort> low2, Vector128<ushort> high2) = Vector128.Widen(Vector128.Create(plane2.Slice(i, 16)));
                (Vector128<ushort> low3, Vector128<ushort> high3) = Vector128.Widen(Vector128.Create(plane3.Slice(i, 16)));
                Join(low0 | (low1 << 8), low2 | (low3 << 8), bits[i..]);
                Join(high0 | (high1 << 8), high2 | (high3 << 8), bits[(i + 8)..]);
            }
        }

        for (; i < bits.Length; i++)
        {
            bits[i] = plane0[i] | ((uint)plane1[i] << 8) | ((uint)plane2[i] << 16) | ((uint)plane3[i] << 24);
        }
    }

    /// <summary>Joins the doubles <paramref name="first"/>, <paramref name="first"/> + 1 … of a split of <paramref name="count"/> doubles.</summary>
    public static void Decode(ReadOnlySpan<byte> split, int count, int first, Span<double> destination)
    {
        Span<byte> value = stackalloc byte[8];
        for (int i = 0; i < destination.Length; i++)
        {
            for (int k = 0; k < 8; k++)
            {
                value[k] = split[(k * count) + first + i];
            }

            destination[i] = BinaryPrimitives.ReadDoubleLittleEndian(value);
        }
    }

    private static void Join(Vector128<ushort> low, Vector128<ushort> high, Span<uint> destination)
    {
        (Vector128<uint> low0, Vector128<uint> low1) = Vector128.Widen(low);
        (Vector128<uint> high0, Vector128<uint> high1) = Vector128.Widen(high);
        (low0 | (high0 << 16)).CopyTo(destination);
        (low1 | (high1 << 16)).CopyTo(destination[4..]);
    }

    private static int EncodeVectors(ReadOnlySpan<byte> values, int count, Span<byte> destination) =>
        Avx512Vbmi.IsSupported ? EncodeByPermutation(values, count, destination)
        : Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian ? EncodeByNarrowing(values, count, destination)
        : 0;

    /// <summary>Sixteen floats at a time, by instructions that every vector machine has.</summary>
    /// <returns>How many were encoded.</returns>
    internal static int EncodeByNarrowing(ReadOnlySpan<byte> values, int count, Span<byte> destination)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<byte, uint>(values);
        Vector128<uint> mask = Vector128.Create(0xFFu);
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector128<uint> v0 = Vector128.Create(bits.Slice(i, 4));
            Vector128<uint> v1 = Vector128.Create(bits.Slice(i + 4, 4));
            Vector128<uint> v2 = Vector128.Create(bits.Slice(i + 8, 4));
            Vector128<uint> v3 = Vector128.Create(bits.Slice(i + 12, 4));
            for (int k = 0; k < 4; k++)
            {
                Vector128.Narrow(
                    Vector128.Narrow((v0 >>> (8 * k)) & mask, (v1 >>> (8 * k)) & mask),
                    Vector128.Narrow((v2 >>> (8 * k)) & mask, (v3 >>> (8 * k)) & mask)).CopyTo(destination[((k * count) + i)..]);
            }
        }

        return i;
    }

    /// <summary>Sixteen floats with one instruction, where the machine can put any byte of a vector anywhere.</summary>
    /// <returns>How many were encoded.</returns>
    internal static int EncodeByPermutation(ReadOnlySpan<byte> values, int count, Span<byte> destination)
    {
        // The lowest byte of each value, then the second of each …
        Vector512<byte> order = ((Vector512<byte>.Indices & Vector512.Create((byte)15)) << 2) + (Vector512<byte>.Indices >>> 4);
        Span<byte> plane0 = destination[..count];
        Span<byte> plane1 = destination.Slice(count, count);
        Span<byte> plane2 = destination.Slice(2 * count, count);
        Span<byte> plane3 = destination.Slice(3 * count, count);
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector512<byte> planes = Avx512Vbmi.PermuteVar64x8(Vector512.Create(values[(i * 4)..]), order);
            (Vector256<byte> low, Vector256<byte> high) = (planes.GetLower(), planes.GetUpper());
            low.GetLower().CopyTo(plane0[i..]);
            low.GetUpper().CopyTo(plane1[i..]);
            high.GetLower().CopyTo(plane2[i..]);
            high.GetUpper().CopyTo(plane3[i..]);
        }

        return i;
    }
}
