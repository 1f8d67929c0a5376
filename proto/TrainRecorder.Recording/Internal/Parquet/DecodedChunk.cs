using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The rows of a column chunk, checked and decompressed. Disposing gives its memory back to the pool.</summary>
/// <param name="present">Which rows have a value.</param>
/// <param name="page">The page, from the shared pool.</param>
/// <param name="offset">Where the values begin in it.</param>
/// <param name="size">Their bytes.</param>
internal sealed class DecodedChunk(RecordingColumn column, bool[] present, byte[] page, int offset, int size) : IDisposable
{
    private readonly int[] _ordinals = Ordinals(present);

    public RecordingColumn Column { get; } = column;

    public int Rows => present.Length;

    /// <summary>Bytes of the values.</summary>
    public int Size => size;

    /// <summary>What its rows count towards the raw size of the row group, beside what each row counts by itself.</summary>
    public long RawSize => Column.Kind switch
    {
        ValueKind.Text => size - (4L * Present.Count(true)),
        var kind when kind.IsList() => size,
        _ => 0,
    };

    public ReadOnlySpan<bool> Present => present;

    private ReadOnlySpan<byte> Values => page.AsSpan(offset, size);

    public bool IsNull(int row) => !present[row];

    public float[]? Floats(int row)
    {
        if (!present[row])
        {
            return null;
        }

        float[] floats = new float[Column.Length];
        Floats(row, 0, floats);
        return floats;
    }

    /// <summary>Values <paramref name="first"/>, <paramref name="first"/> + 1 … of a row that has a value.</summary>
    public void Floats(int row, int first, Span<float> destination) =>
        ByteStreamSplit.Decode(Values, size / 4, (_ordinals[row] * Column.Length) + first, destination);

    public double[]? Doubles(int row)
    {
        if (!present[row])
        {
            return null;
        }

        double[] doubles = new double[Column.Length];
        ByteStreamSplit.Decode(Values, size / 8, _ordinals[row] * Column.Length, doubles.AsSpan());
        return doubles;
    }

    public long[]? Integers(int row)
    {
        if (!present[row])
        {
            return null;
        }

        long[] integers = new long[Column.Length];
        for (int i = 0; i < integers.Length; i++)
        {
            integers[i] = BinaryPrimitives.ReadInt64LittleEndian(Values[(((_ordinals[row] * Column.Length) + i) * 8)..]);
        }

        return integers;
    }

    /// <summary>A scalar as a double; NaN where it is null.</summary>
    public double Scalar(int row)
    {
        if (!present[row])
        {
            return double.NaN;
        }

        return Column.Kind switch
        {
            ValueKind.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Values[(_ordinals[row] * 4)..]),
            ValueKind.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Values[(_ordinals[row] * 8)..]),
            _ => Doubles(row)![0],
        };
    }

    /// <summary>A text, or null.</summary>
    public string? Text(int row)
    {
        if (!present[row])
        {
            return null;
        }

        return Encoding.UTF8.GetString(TextBytes(row));
    }

    /// <summary>UTF-8 bytes of a text; 0 if it is null.</summary>
    public int TextSize(int row) => present[row] ? TextBytes(row).Length : 0;

    /// <summary>Appends a row to a buffer of the same column.</summary>
    public void CopyRow(int row, ColumnBuffer destination)
    {
        if (!present[row])
        {
            destination.AppendNull();
            return;
        }

        switch (Column.Kind)
        {
            case ValueKind.FloatList:
                float[] floats = ArrayPool<float>.Shared.Rent(Column.Length);
                Floats(row, 0, floats.AsSpan(0, Column.Length));
                destination.Append(floats.AsSpan(0, Column.Length));
                ArrayPool<float>.Shared.Return(floats);
                break;
            case ValueKind.DoubleList or ValueKind.Double:
                destination.Append(Doubles(row));
                break;
            case ValueKind.Text:
                destination.Append(Text(row)!);
                break;
            default:
                int bytes = Column.Length * Column.Kind.Width();
                Values.Slice(_ordinals[row] * bytes, bytes).CopyTo(destination.AppendRaw(bytes));
                break;
        }
    }

    /// <summary>Puts all rows into a buffer of the same column, and nothing else.</summary>
    public void CopyRows(ColumnBuffer destination)
    {
        destination.Clear();
        for (int row = 0; row < Rows; row++)
        {
            CopyRow(row, destination);
        }
    }

    /// <summary>A row has the same bits as a row of another chunk of the column.</summary>
    public bool RowEquals(int row, DecodedChunk other, int otherRow)
    {
        ColumnBuffer mine = new(Column), theirs = new(Column);
        CopyRow(row, mine);
        other.CopyRow(otherRow, theirs);
        return mine.Present.SequenceEqual(theirs.Present) && mine.Values.SequenceEqual(theirs.Values);
    }

    /// <summary>Every NaN has the one form that the format allows, and no float more mantissa bits than its column keeps.</summary>
    /// <param name="buffer">Of the same column; holds the rows afterwards.</param>
    public bool IsCanonical(ColumnBuffer buffer)
    {
        if (Column.Kind is not (ValueKind.FloatList or ValueKind.DoubleList or ValueKind.Double))
        {
            return true;
        }

        // A buffer makes values canonical: what comes out changed was not.
        CopyRows(buffer);
        byte[] split = ArrayPool<byte>.Shared.Rent(Math.Max(1, size));
        ByteStreamSplit.Encode(buffer.Values, Column.Kind.Width(), split);
        bool same = split.AsSpan(0, size).SequenceEqual(Values);
        ArrayPool<byte>.Shared.Return(split);
        return same;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(page);

    private ReadOnlySpan<byte> TextBytes(int row)
    {
        // The decoder has checked every length.
        ReadOnlySpan<byte> rest = Values;
        for (int i = 0; i < _ordinals[row]; i++)
        {
            rest = rest[(4 + BinaryPrimitives.ReadInt32LittleEndian(rest))..];
        }

        return rest.Slice(4, BinaryPrimitives.ReadInt32LittleEndian(rest));
    }

    private static int[] Ordinals(bool[] present)
    {
        int[] ordinals = new int[present.Length];
        int next = 0;
        for (int i = 0; i < present.Length; i++)
        {
            ordinals[i] = next;
            next += present[i] ? 1 : 0;
        }

        return ordinals;
    }
}
