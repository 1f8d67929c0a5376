namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>
/// Repetition and definition levels of a column whose rows are null or have a value of a fixed length, in the RLE runs of Parquet.
/// A null list has one entry of definition 0; a list of n values has n entries of definition 2, the first of repetition 0, the others 1.
/// </summary>
internal static class Levels
{
    /// <summary>Each of the two parts stands behind its length.</summary>
    public const int LengthBytes = 4;

    /// <summary>What the levels of a row can take at most: four runs of a count of five bytes and a level.</summary>
    public const int MostRowBytes = 24;

    /// <summary>The sizes of the two parts and the number of entries.</summary>
    internal readonly record struct Layout(int RepetitionBytes, int DefinitionBytes, int Entries);

    /// <summary>Appends repetition levels, then definition levels.</summary>
    public static Layout Write(RecordingColumn column, ReadOnlySpan<bool> present, RunWriter writer)
    {
        int start = writer.Length;
        if (column.Kind.IsList())
        {
            foreach (bool isPresent in present)
            {
                writer.Add(1, 0);
                writer.Add(isPresent ? column.Length - 1 : 0, 1);
            }

            writer.Flush();
        }

        int middle = writer.Length;
        int entries = 0;
        foreach (bool isPresent in present)
        {
            int count = isPresent && column.Kind.IsList() ? column.Length : 1;
            entries = checked(entries + count);
            if (column.MaxDefinition > 0)
            {
                writer.Add(count, isPresent ? column.MaxDefinition : 0);
            }
        }

        writer.Flush();
        return new Layout(middle - start, writer.Length - middle, entries);
    }

    /// <summary>Reads which rows have a value from the definition levels, and checks that both kinds are what must be written of these rows.</summary>
    /// <returns>False if they are wrong.</returns>
    public static bool TryRead(RecordingColumn column, ReadOnlySpan<byte> repetition, ReadOnlySpan<byte> definition, Span<bool> present)
    {
        if (column.MaxDefinition == 0)
        {
            present.Fill(true);
            return repetition.IsEmpty && definition.IsEmpty;
        }

        int length = column.Kind.IsList() ? column.Length : 1;
        int row = 0;
        ReadOnlySpan<byte> runs = definition;
        while (!runs.IsEmpty)
        {
            if (!TryReadRun(ref runs, out long count, out int level) || (level != 0 && level != column.MaxDefinition))
            {
                return false;
            }

            (long rows, long rest) = level == 0 ? (count, 0) : Math.DivRem(count, length);
            if (rest != 0 || rows > present.Length - row)
            {
                return false;
            }

            present.Slice(row, (int)rows).Fill(level != 0);
            row += (int)rows;
        }

        if (row != present.Length)
        {
            return false;
        }

        // One way to write them is enough, so the levels are compared with what they must be.
        RunWriter expected = new();
        Layout layout = Write(column, present, expected);
        return expected.Written[..layout.RepetitionBytes].SequenceEqual(repetition) && expected.Written[layout.RepetitionBytes..].SequenceEqual(definition);
    }

    private static bool TryReadRun(ref ReadOnlySpan<byte> bytes, out long count, out int level)
    {
        count = 0;
        level = 0;
        ulong header = 0;
        int size = 0;
        byte next;
        do
        {
            if (size == bytes.Length || size == 5)
            {
                return false;
            }

            next = bytes[size];
            header |= (ulong)(next & 0x7F) << (7 * size);
            size++;
        }
        while (next >= 0x80);

        // The lowest bit marks a bit-packed run, which the format does not use.
        if ((header & 1) != 0 || header == 0 || size == bytes.Length)
        {
            return false;
        }

        count = (long)(header >> 1);
        level = bytes[size];
        bytes = bytes[(size + 1)..];
        return true;
    }
}
