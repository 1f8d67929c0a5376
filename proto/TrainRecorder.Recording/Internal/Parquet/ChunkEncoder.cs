using System.Buffers.Binary;
using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Makes column chunks. One at a time: the chunk is valid until the next call. The same rows always make the same bytes.</summary>
internal sealed class ChunkEncoder : IDisposable
{
    // Below this a frame of Zstandard gains nothing over its own header.
    private const int LeastCompressed = 32;

    private readonly PageCompressor _compressor = new();
    private readonly ThriftWriter _header = new();
    private readonly RunWriter _levels = new();
    private byte[] _page = [];

    public EncodedChunk Encode(ColumnBuffer buffer)
    {
        RecordingColumn column = buffer.Column;
        int entries = Fill(buffer, out int raw);
        ReadOnlySpan<byte> page = _page.AsSpan(0, raw);
        int codec = ParquetConstants.CodecUncompressed;
        int encoding = EncodingOf(column.Kind);
        if (raw >= LeastCompressed)
        {
            int planes = encoding == ParquetConstants.EncodingByteStreamSplit ? column.Kind.Width() : 0;
            ReadOnlySpan<byte> compressed = _compressor.Compress(page, planes == 0 ? 0 : buffer.Size / planes, planes, buffer.PresentRows);
            if (compressed.Length < raw)
            {
                codec = ParquetConstants.CodecZstd;
                page = compressed;
            }
        }

        _header.Clear();
        new PageHeader(raw, page.Length, entries, encoding).Write(_header);
        return new EncodedChunk(_header.Written, page, new ChunkForm(entries, encoding, codec, checked(_header.Length + raw)));
    }

    public void Dispose() => _compressor.Dispose();

    /// <summary>How the values of a column are encoded.</summary>
    public static int EncodingOf(ValueKind kind) => kind is ValueKind.FloatList or ValueKind.DoubleList or ValueKind.Double
        ? ParquetConstants.EncodingByteStreamSplit
        : ParquetConstants.EncodingPlain;

    /// <summary>Puts levels and values together in the page.</summary>
    /// <returns>The number of entries.</returns>
    private int Fill(ColumnBuffer buffer, out int size)
    {
        RecordingColumn column = buffer.Column;
        _levels.Clear();
        Levels.Layout layout = Levels.Write(column, buffer.Present, _levels);
        ReadOnlySpan<byte> repetition = _levels.Written[..layout.RepetitionBytes];
        ReadOnlySpan<byte> definition = _levels.Written[layout.RepetitionBytes..];
        int most = checked(_levels.Length + (2 * Levels.LengthBytes) + buffer.Size);
        if (_page.Length < most)
        {
            _page = new byte[most];
        }

        size = 0;
        if (column.Kind.IsList())
        {
            size += PutLevels(repetition, _page);
        }

        if (column.MaxDefinition > 0)
        {
            size += PutLevels(definition, _page.AsSpan(size));
        }

        if (EncodingOf(column.Kind) == ParquetConstants.EncodingByteStreamSplit)
        {
            ByteStreamSplit.Encode(buffer.Values, column.Kind.Width(), _page.AsSpan(size));
        }
        else
        {
            buffer.Values.CopyTo(_page.AsSpan(size));
        }

        size += buffer.Size;
        return layout.Entries;
    }

    private static int PutLevels(ReadOnlySpan<byte> levels, Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, levels.Length);
        levels.CopyTo(destination[Levels.LengthBytes..]);
        return Levels.LengthBytes + levels.Length;
    }
}
