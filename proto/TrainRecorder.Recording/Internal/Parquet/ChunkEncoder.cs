using TrainRecorder.Recording.Internal.Thrift;
using ZstdSharp;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Makes column chunks. One at a time: the chunk is valid until the next call. The same rows always make the same bytes.</summary>
internal sealed class ChunkEncoder : IDisposable
{
    // The level of CompressionLevel.Fastest. Higher ones cost much and gain nothing on trained weights.
    private const int Level = 1;

    // Below this a frame of Zstandard gains nothing over its own header.
    private const int LeastCompressed = 32;

    private readonly Compressor _compressor = new(Level);
    private readonly ThriftWriter _header = new();
    private readonly RunWriter _levels = new();
    private byte[] _split = [];
    private byte[] _compressed = [];

    public EncodedChunk Encode(ColumnBuffer buffer)
    {
        RecordingColumn column = buffer.Column;
        _levels.Clear();
        Levels.Layout layout = Levels.Write(column, buffer.Present, _levels);
        int encoding = ParquetConstants.EncodingPlain;
        ReadOnlySpan<byte> values = buffer.Values;
        if (column.Kind is ValueKind.FloatList or ValueKind.DoubleList or ValueKind.Double)
        {
            encoding = ParquetConstants.EncodingByteStreamSplit;
            Grow(ref _split, values.Length);
            ByteStreamSplit.Encode(values, column.Kind.Width(), _split);
            values = _split.AsSpan(0, values.Length);
        }

        int raw = values.Length;
        bool isCompressed = false;
        if (raw >= LeastCompressed)
        {
            Grow(ref _compressed, Compressor.GetCompressBound(raw));
            int size = _compressor.Wrap(values, _compressed);
            if (size < raw)
            {
                isCompressed = true;
                values = _compressed.AsSpan(0, size);
            }
        }

        int levels = _levels.Length;
        _header.Clear();
        new PageHeader(
            checked(raw + levels), checked(values.Length + levels), layout.Entries, buffer.Rows - buffer.PresentRows, buffer.Rows, encoding,
            layout.DefinitionBytes, layout.RepetitionBytes, isCompressed).Write(_header);
        return new EncodedChunk(
            _header.Written,
            _levels.Written,
            values,
            new ChunkForm(layout.Entries, encoding, isCompressed ? ParquetConstants.CodecZstd : ParquetConstants.CodecUncompressed, checked(_header.Length + levels + raw)));
    }

    public void Dispose() => _compressor.Dispose();

    private static void Grow(ref byte[] buffer, int size)
    {
        if (buffer.Length < size)
        {
            buffer = new byte[size];
        }
    }
}
