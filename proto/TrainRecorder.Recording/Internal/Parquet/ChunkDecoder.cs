using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using TrainRecorder.Recording.Internal.Thrift;
using ZstdSharp;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Reads column chunks. Every size is checked before memory is taken for it.</summary>
internal static class ChunkDecoder
{
    private static readonly ConcurrentBag<Decompressor> _decompressors = [];

    /// <param name="chunk">The bytes of the chunk, whose checksum has been checked.</param>
    /// <param name="rows">Rows of the row group.</param>
    /// <param name="form">What the footer says.</param>
    /// <param name="where">File, row group and column, for messages.</param>
    public static DecodedChunk Decode(ReadOnlySpan<byte> chunk, RecordingColumn column, int rows, ChunkForm form, string where)
    {
        ReadOnlySpan<byte> stored = Page(chunk, column, form, where, out int size);
        CheckSize(column, rows, size, stored, form.Codec, where);
        byte[] page = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Unpack(stored, page.AsSpan(0, size), form.Codec == ParquetConstants.CodecZstd, where);
            bool[] present = new bool[rows];
            int levels = ReadLevels(page.AsSpan(0, size), column, present, form, where);
            CheckValues(page.AsSpan(levels, size - levels), column, present.AsSpan().Count(true), where);
            return new DecodedChunk(column, present, page, levels, size - levels);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(page);
            throw;
        }
    }

    /// <summary>The page of a chunk as it is stored, and its size before compression.</summary>
    private static ReadOnlySpan<byte> Page(ReadOnlySpan<byte> chunk, RecordingColumn column, ChunkForm form, string where, out int size)
    {
        ThriftReader reader = new(chunk, $"{where}, page header");
        PageHeader page = PageHeader.Read(ref reader);
        size = page.UncompressedSize;
        if (page.CompressedSize != chunk.Length - reader.Position
            || size < 1 || (long)size + reader.Position != form.UncompressedSize
            || page.Entries != form.Entries || page.Encoding != form.Encoding)
        {
            Fail(where, "page header and footer contradict each other");
        }

        if (page.Encoding != ChunkEncoder.EncodingOf(column.Kind))
        {
            Fail(where, $"the values have encoding {page.Encoding}, {ChunkEncoder.EncodingOf(column.Kind)} is due");
        }

        return chunk[reader.Position..];
    }

    private static void CheckSize(RecordingColumn column, int rows, int size, ReadOnlySpan<byte> stored, int codec, string where)
    {
        long values = column.Kind == ValueKind.Text ? Limits.TextBytes : (long)rows * column.Length * column.Kind.Width();
        if (rows > 1)
        {
            values = Math.Min(values, Limits.GroupBytes);
        }

        long limit = values + (2 * Levels.LengthBytes) + ((long)rows * Levels.MostRowBytes);
        if (size > limit)
        {
            Fail(where, $"a page of {size} bytes is announced, {limit} can be due at most");
        }

        if (size > ((long)stored.Length + 1) * Limits.CompressionRatio)
        {
            Fail(where, $"{size} bytes cannot come from {stored.Length}");
        }

        if (codec == ParquetConstants.CodecZstd && ZstandardFrame.ContentSize(stored) != size)
        {
            Fail(where, $"the page is not one frame of Zstandard that says that it holds {size} bytes");
        }
    }

    private static void Unpack(ReadOnlySpan<byte> stored, Span<byte> page, bool isCompressed, string where)
    {
        if (!isCompressed)
        {
            if (stored.Length != page.Length)
            {
                Fail(where, "the page has the wrong size");
            }

            stored.CopyTo(page);
            return;
        }

        if (!_decompressors.TryTake(out Decompressor? decompressor))
        {
            decompressor = new Decompressor();
        }

        try
        {
            int size = decompressor.Unwrap(stored, page);
            if (size != page.Length)
            {
                Fail(where, $"{size} bytes came out of the compression, {page.Length} are due");
            }

            _decompressors.Add(decompressor);
        }
        catch (ZstdException e)
        {
            decompressor.Dispose();
            throw new RecordingException(RecordingFault.Damaged, $"{where}: the compression is damaged: {e.Message}", e);
        }
    }

    /// <summary>Reads which rows have a value.</summary>
    /// <returns>Where the values begin.</returns>
    private static int ReadLevels(ReadOnlySpan<byte> page, RecordingColumn column, bool[] present, ChunkForm form, string where)
    {
        int position = 0;
        ReadOnlySpan<byte> repetition = column.Kind.IsList() ? Part(page, ref position, where) : [];
        ReadOnlySpan<byte> definition = column.MaxDefinition > 0 ? Part(page, ref position, where) : [];
        if (!Levels.TryRead(column, repetition, definition, present))
        {
            Fail(where, "the levels are wrong");
        }

        int there = present.AsSpan().Count(true);
        long entries = ((long)there * (column.Kind.IsList() ? column.Length : 1)) + (present.Length - there);
        if (entries != form.Entries)
        {
            Fail(where, $"{form.Entries} entries are announced, there are {entries}");
        }

        return position;
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> page, ref int position, string where)
    {
        if (page.Length - position < Levels.LengthBytes)
        {
            Fail(where, "the levels are cut off");
        }

        int size = BinaryPrimitives.ReadInt32LittleEndian(page[position..]);
        position += Levels.LengthBytes;
        if (size < 0 || size > page.Length - position)
        {
            Fail(where, "the levels are longer than the page");
        }

        position += size;
        return page.Slice(position - size, size);
    }

    private static void CheckValues(ReadOnlySpan<byte> values, RecordingColumn column, int presentRows, string where)
    {
        if (column.Kind == ValueKind.Text)
        {
            CheckText(values, presentRows, where);
            return;
        }

        long due = (long)presentRows * column.Length * column.Kind.Width();
        if (values.Length != due)
        {
            Fail(where, $"{values.Length} bytes of values are there, {due} are due");
        }
    }

    private static void CheckText(ReadOnlySpan<byte> values, int count, string where)
    {
        for (int i = 0; i < count; i++)
        {
            if (values.Length < 4)
            {
                Fail(where, "a text is cut off");
            }

            int size = BinaryPrimitives.ReadInt32LittleEndian(values);
            if (size < 0 || size > values.Length - 4)
            {
                Fail(where, "a text is longer than what holds it");
            }

            if (size > Limits.TextBytes)
            {
                Fail(where, $"a text has {size} bytes; at most {Limits.TextBytes} are allowed");
            }

            if (!Utf8.IsValid(values.Slice(4, size)))
            {
                Fail(where, "a text is no UTF-8");
            }

            values = values[(4 + size)..];
        }

        if (!values.IsEmpty)
        {
            Fail(where, "bytes are left behind the last text");
        }
    }

    [DoesNotReturn]
    private static void Fail(string where, string message) => throw new RecordingException(RecordingFault.Damaged, $"{where}: {message}.");
}
