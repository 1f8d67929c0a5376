using System.Buffers.Binary;
using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Reads the row groups of a footer: tens of thousands of column chunks in a long recording.</summary>
/// <param name="footerStart">Where the footer begins in the file: column chunks end before.</param>
/// <param name="footerLength">Bytes of the footer: what is announced must find room in it.</param>
internal sealed class RowGroupParser(List<SchemaElement> schema, long footerStart, int footerLength, string what)
{
    // What a column chunk takes of the footer at the very least.
    private const int LeastChunkBytes = 20;

    private readonly List<SchemaLeaf> _leaves = SchemaLeaf.Of(schema, what);

    public GroupInfo[] Groups { get; private set; } = [];

    /// <summary>Still without their checksums, which stand elsewhere.</summary>
    public ChunkInfo[] Chunks { get; private set; } = [];

    public long Rows => Groups.Sum(group => (long)group.Rows);

    /// <summary>Where the last chunk ends.</summary>
    public long End { get; private set; } = ParquetConstants.MagicSize;

    public void Read(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.ListHeader(type, ThriftType.Struct);

        // Checked before memory is taken for what is announced.
        if (count > footerLength / LeastChunkBytes / Math.Max(1, _leaves.Count))
        {
            reader.Fail("more column chunks than it can hold");
        }

        Groups = new GroupInfo[count];
        Chunks = new ChunkInfo[count * _leaves.Count];
        for (int i = 0; i < count; i++)
        {
            Groups[i] = ReadGroup(ref reader, i);
            if (i > 0 && Groups[i].FirstEpoch != Groups[i - 1].LastEpoch + 1)
            {
                reader.Fail($"row group {i} begins with epoch {Groups[i].FirstEpoch}, {Groups[i - 1].LastEpoch + 1} is due");
            }
        }
    }

    private GroupInfo ReadGroup(ref ThriftReader reader, int group)
    {
        long rows = -1;
        bool hasColumns = false;
        (int First, int Last) epochs = (0, -1);
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 1:
                    if (reader.ListHeader(field, ThriftType.Struct) != _leaves.Count || hasColumns)
                    {
                        reader.Fail($"row group {group} has not {_leaves.Count} columns");
                    }

                    hasColumns = true;
                    for (int column = 0; column < _leaves.Count; column++)
                    {
                        Chunks[(group * _leaves.Count) + column] = ReadChunk(ref reader, column, ref epochs);
                    }

                    break;
                case 3:
                    rows = reader.Int64(field);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        if (!hasColumns || rows is < 1 or > Limits.GroupRows)
        {
            reader.Fail($"row group {group} has {rows} rows, 1 to {Limits.GroupRows} are allowed");
        }

        if (epochs.First < 0 || (long)epochs.Last - epochs.First + 1 != rows)
        {
            reader.Fail($"row group {group} has {rows} rows for epochs {epochs.First} to {epochs.Last}");
        }

        return new GroupInfo(epochs.First, (int)rows);
    }

    private ChunkInfo ReadChunk(ref ThriftReader reader, int column, ref (int First, int Last) epochs)
    {
        ChunkInfo? chunk = null;
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 1:
                    reader.Fail("a column chunk lies in another file");
                    break;
                case 3:
                    reader.Expect(field, ThriftType.Struct);
                    chunk = ReadMetadata(ref reader, column, ref epochs);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        if (chunk is null)
        {
            reader.Fail("a column chunk without metadata");
        }

        return chunk.Value;
    }

    private ChunkInfo ReadMetadata(ref ThriftReader reader, int column, ref (int First, int Last) epochs)
    {
        int type = -1, codec = -1, encoding = -1;
        long entries = -1, raw = -1, size = -1, offset = -1;
        bool hasPath = false;
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 1: type = reader.Int32(field); break;
                case 2: encoding = ReadEncodings(ref reader, field); break;
                case 3: hasPath = ReadPath(ref reader, field, _leaves[column].Path); break;
                case 4: codec = reader.Int32(field); break;
                case 5: entries = reader.Int64(field); break;
                case 6: raw = reader.Int64(field); break;
                case 7: size = reader.Int64(field); break;
                case 9: offset = reader.Int64(field); break;
                case 12 when column == 0: epochs = ReadBounds(ref reader, field); break;
                default: reader.Skip(field); break;
            }
        }

        if (!hasPath || type != _leaves[column].Type)
        {
            reader.Fail($"a column chunk is not that of column {column}");
        }

        if (codec is not (ParquetConstants.CodecUncompressed or ParquetConstants.CodecZstd))
        {
            reader.Fail($"compression {codec} where none or Zstandard belongs");
        }

        if (entries is < 1 or > int.MaxValue || raw is < 1 or > int.MaxValue)
        {
            reader.Fail("the size of a column chunk is out of range");
        }

        // The chunks stand one behind the other without a gap: so no byte of the file escapes the checksums.
        if (offset != End || size < 1 || size > int.MaxValue || size > footerStart - offset)
        {
            reader.Fail($"a column chunk of {size} bytes at byte {offset}, where byte {End} to {footerStart} is left");
        }

        End = offset + size;
        return new ChunkInfo(offset, (int)size, new ChunkForm((int)entries, encoding, codec, (int)raw), 0);
    }

    private static int ReadEncodings(ref ThriftReader reader, ThriftType type)
    {
        int encoding = -1;
        int count = reader.ListHeader(type, ThriftType.I32);
        for (int i = 0; i < count; i++)
        {
            int value = reader.Int32Element();
            if (value != ParquetConstants.EncodingRle)
            {
                encoding = value;
            }
        }

        if (encoding is not (ParquetConstants.EncodingPlain or ParquetConstants.EncodingByteStreamSplit))
        {
            reader.Fail($"encoding {encoding} where PLAIN or BYTE_STREAM_SPLIT belongs");
        }

        return encoding;
    }

    private static bool ReadPath(ref ThriftReader reader, ThriftType type, byte[][] expected)
    {
        int count = reader.ListHeader(type, ThriftType.Binary);
        bool same = count == expected.Length;
        for (int i = 0; i < count; i++)
        {
            same &= reader.BinaryElement().SequenceEqual(same ? expected[i] : []);
        }

        return same;
    }

    private static (int First, int Last) ReadBounds(ref ThriftReader reader, ThriftType type)
    {
        reader.Expect(type, ThriftType.Struct);
        int first = 0, last = -1;
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 5: last = Bound(ref reader, field); break;
                case 6: first = Bound(ref reader, field); break;
                default: reader.Skip(field); break;
            }
        }

        return (first, last);
    }

    private static int Bound(ref ThriftReader reader, ThriftType type)
    {
        ReadOnlySpan<byte> bytes = reader.Binary(type);
        if (bytes.Length != 4)
        {
            reader.Fail("a bound of the epochs has not 4 bytes");
        }

        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }
}
