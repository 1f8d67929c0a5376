using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Reading;

namespace TrainRecorder.Recording.Internal.Comparing;

/// <summary>Compares a column of two recordings, a row at a time, in order.</summary>
internal sealed class RowComparison(RecordingColumn column) : IDisposable
{
    // Long enough to see what a text is about.
    private const int LongestText = 200;

    private readonly ChunkCursor _first = new(column);
    private readonly ChunkCursor _second = new(column);

    /// <summary>The first difference between two rows of an epoch; null if there is none.</summary>
    public RecordingDifference? Find(int epoch, RowPlace first, RowPlace second)
    {
        DecodedChunk mine = _first.At(first), theirs = _second.At(second);
        if (mine.IsNull(first.Row) != theirs.IsNull(second.Row))
        {
            return Difference(epoch, null, mine.IsNull(first.Row) ? "null" : "a value", theirs.IsNull(second.Row) ? "null" : "a value");
        }

        return mine.IsNull(first.Row) ? null : column.Kind switch
        {
            ValueKind.FloatList => FindInFloats(epoch, mine, first.Row, theirs, second.Row),
            ValueKind.DoubleList or ValueKind.Double => Find<double>(epoch, mine.Doubles(first.Row), theirs.Doubles(second.Row), Text),
            ValueKind.Int64List => Find<long>(epoch, mine.Integers(first.Row), theirs.Integers(second.Row), Text),
            ValueKind.Text => Find(epoch, mine.Text(first.Row)!, theirs.Text(second.Row)!),
            // Whole numbers below 2^53: a double holds them.
            _ => Find<double>(epoch, [mine.Scalar(first.Row)], [theirs.Scalar(second.Row)], value => value.ToString("F0", CultureInfo.InvariantCulture)),
        };
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private RecordingDifference? FindInFloats(int epoch, DecodedChunk mine, int row, DecodedChunk theirs, int otherRow)
    {
        float[] buffer = ArrayPool<float>.Shared.Rent(2 * column.Length);
        try
        {
            Span<float> a = buffer.AsSpan(0, column.Length), b = buffer.AsSpan(column.Length, column.Length);
            mine.Floats(row, 0, a);
            theirs.Floats(otherRow, 0, b);
            return Find<float>(epoch, a, b, Text);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private RecordingDifference? Find<T>(int epoch, ReadOnlySpan<T> first, ReadOnlySpan<T> second, Func<T, string> text)
        where T : unmanaged
    {
        // As bytes: 0 and -0 differ, a NaN equals itself.
        int width = Unsafe.SizeOf<T>();
        int same = MemoryMarshal.AsBytes(first).CommonPrefixLength(MemoryMarshal.AsBytes(second));
        int index = same / width;
        return index == first.Length ? null : Difference(epoch, column.Kind.IsList() ? index : null, text(first[index]), text(second[index]));
    }

    private RecordingDifference? Find(int epoch, string first, string second) =>
        first == second ? null : Difference(epoch, null, Short(first), Short(second));

    private RecordingDifference Difference(int epoch, int? index, string first, string second) =>
        new(epoch, column.Path, index, index is int flat ? Place(flat) : [], first, second);

    private int[] Place(int index)
    {
        int[] place = new int[column.Info.Shape.Count];
        for (int axis = place.Length - 1; axis >= 0; axis--)
        {
            (index, place[axis]) = Math.DivRem(index, column.Info.Shape[axis]);
        }

        return place;
    }

    private static string Text(float value) => string.Create(CultureInfo.InvariantCulture, $"{value} (0x{BitConverter.SingleToUInt32Bits(value):x8})");

    private static string Text(double value) => string.Create(CultureInfo.InvariantCulture, $"{value} (0x{BitConverter.DoubleToUInt64Bits(value):x16})");

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
