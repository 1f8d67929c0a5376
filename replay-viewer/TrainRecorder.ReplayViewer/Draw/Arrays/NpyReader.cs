using System.Buffers.Binary;

namespace TrainRecorder.ReplayViewer.Draw.Arrays;

/// <summary>Reads the numbers of a <c>.npy</c> file as floats.</summary>
internal static class NpyReader
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Reads an array.</summary>
    /// <param name="stream">At the beginning of the file.</param>
    /// <param name="name">What the array is called.</param>
    /// <param name="mostBytes">More bytes than this cannot follow the header, whatever it announces.</param>
    /// <param name="mostValues">More values are not read.</param>
    /// <exception cref="InvalidDataException">It is no array of numbers, too large, or ends too early or too late.</exception>
    public static NumpyArray Read(Stream stream, string name, long mostBytes, long mostValues)
    {
        NpyHeader header = NpyHeader.Read(stream, name);
        if (header.Shape.Any(axis => axis == 0))
            throw new InvalidDataException($"{name} has an axis without values");
        double announced = header.Shape.Aggregate(1.0, (product, axis) => product * axis);
        if (announced > mostValues)
            throw new InvalidDataException($"{name} announces {announced:G6} values: at most {NumpyArray.MostValues} are read of a file");
        if (header.Count * header.Size > mostBytes)
            throw NpyHeader.Truncated(name);
        float[] values = new float[header.Count];
        byte[] block = new byte[BlockBytes];
        for (int done = 0; done < values.Length;)
        {
            int count = Math.Min(block.Length / header.Size, values.Length - done);
            Span<byte> bytes = block.AsSpan(0, count * header.Size);
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw NpyHeader.Truncated(name);
            for (int index = 0; index < count; index++)
                values[done + index] = Value(bytes.Slice(index * header.Size, header.Size), header);
            done += count;
        }
        if (stream.ReadByte() >= 0)
            throw new InvalidDataException($"{name} goes on after its last value");
        return new NumpyArray(name, header.Shape, header.IsColumnMajor ? RowMajor(values, header.Shape) : values);
    }

    private static float Value(Span<byte> bytes, NpyHeader header)
    {
        if (header.IsBigEndian)
            bytes.Reverse();
        return header.Type switch
        {
            "f2" => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            "f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            "f8" => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            "i1" => (sbyte)bytes[0],
            "i2" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            "i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            "i8" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            "u2" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            "u4" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            "u8" => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            _ => bytes[0],
        };
    }

    /// <summary>The values in the order in which the last axis runs fastest.</summary>
    private static float[] RowMajor(float[] values, IReadOnlyList<int> shape)
    {
        float[] ordered = new float[values.Length];
        int[] index = new int[shape.Count];
        foreach (float value in values)
        {
            int place = 0;
            for (int axis = 0; axis < shape.Count; axis++)
                place = place * shape[axis] + index[axis];
            ordered[place] = value;
            for (int axis = 0; axis < shape.Count && ++index[axis] == shape[axis]; axis++)
                index[axis] = 0;
        }
        return ordered;
    }
}
