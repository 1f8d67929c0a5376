using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
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
        (PageHeader page, int offset) = Header(chunk, form, rows, where);
        if (page.CompressedSize != chunk.Length - offset)
        {
            Fail(where, "page header and footer contradict each other");
        }

        chunk = chunk[offset..];
        bool[] present = Present(chunk, column, page, where);
        int presentRows = present.AsSpan().Count(true);
        int levels = page.RepetitionBytes + page.DefinitionBytes;
        ReadOnlySpan<byte> stored = chunk[levels..];
        int raw = page.UncompressedSize - levels;
        CheckSize(column, rows, presentRows, raw, stored.Length, where);
        byte[] values = ArrayPool<byte>.Shared.Rent(Math.Max(1, raw));
        try
        {
            Unpack(stored, values.AsSpan(0, raw), page.IsCompressed, where);
            if (column.Kind == ValueKind.Text)
            {
                CheckText(values.AsSpan(0, raw), presentRows, where);
            }

            return new DecodedChunk(column, present, values, raw);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(values);
            throw;
        }
    }

    /// <summary>Which rows have a value, from the beginning of a chunk: levels are never compressed.</summary>
    /// <param name="start">Enough of the chunk's first bytes to hold page header and levels.</param>
    public static bool[] Present(ReadOnlySpan<byte> start, RecordingColumn column, int rows, ChunkForm form, string where)
    {
        (PageHeader page, int offset) = Header(start, form, rows, where);
        return Present(start[offset..], column, page, where);
    }

    private static bool[] Present(ReadOnlySpan<byte> page, RecordingColumn column, PageHeader header, string where)
    {
        bool[] present = new bool[header.Rows];
        if (header.RepetitionBytes > page.Length - header.DefinitionBytes
            || !Levels.TryRead(column, page[..header.RepetitionBytes], page.Slice(header.RepetitionBytes, header.DefinitionBytes), present))
        {
            Fail(where, "the levels are wrong");
        }

        int nulls = present.AsSpan().Count(false);
        if (header.Nulls != nulls)
        {
            Fail(where, $"{header.Nulls} nulls are announced, there are {nulls}");
        }

        return present;
    }

    private static (PageHeader Page, int Offset) Header(ReadOnlySpan<byte> chunk, ChunkForm form, int rows, string where)
    {
        ThriftReader reader = new(chunk, $"{where}, page header");
        PageHeader page = PageHeader.Read(ref reader);
        long levels = (long)page.RepetitionBytes + page.DefinitionBytes;
        if (page.RepetitionBytes < 0 || page.DefinitionBytes < 0 || levels > page.CompressedSize
            || page.UncompressedSize < levels || (long)page.UncompressedSize + reader.Position != form.UncompressedSize
            || page.Rows != rows || page.Entries != form.Entries || page.Encoding != form.Encoding
            || page.IsCompressed != (form.Codec == ParquetConstants.CodecZstd))
        {
            Fail(where, "page header and footer contradict each other");
        }

        return (page, reader.Position);
    }

    private static void CheckSize(RecordingColumn column, int rows, int presentRows, int raw, int stored, string where)
    {
        long limit = column.Kind == ValueKind.Text ? Limits.TextBytes + Limits.GroupBytes : (long)presentRows * column.Length * column.Kind.Width();
        if (column.Kind == ValueKind.Text ? raw > limit : raw != limit)
        {
            Fail(where, $"{raw} bytes of values are announced, {limit} are due");
        }

        if (rows > 1 && raw > Limits.GroupBytes && column.Kind != ValueKind.Text)
        {
            Fail(where, $"a row group of several rows holds more than {Limits.GroupBytes} bytes");
        }

        if (raw > ((long)stored + 1) * Limits.CompressionRatio)
        {
            Fail(where, $"{raw} bytes cannot come from {stored}");
        }
    }

    private static void Unpack(ReadOnlySpan<byte> stored, Span<byte> values, bool isCompressed, string where)
    {
        if (!isCompressed)
        {
            if (stored.Length != values.Length)
            {
                Fail(where, "the values have the wrong size");
            }

            stored.CopyTo(values);
            return;
        }

        if (!_decompressors.TryTake(out Decompressor? decompressor))
        {
            decompressor = new Decompressor();
        }

        try
        {
            int size = decompressor.Unwrap(stored, values);
            if (size != values.Length)
            {
                Fail(where, $"{size} bytes came out of the compression, {values.Length} are due");
            }

            _decompressors.Add(decompressor);
        }
        catch (ZstdException e)
        {
            decompressor.Dispose();
            throw new RecordingException(RecordingFault.Damaged, $"{where}: the compression is damaged: {e.Message}", e);
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
