using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Reads the bytes of a footer. Fast, for a long recording has tens of thousands of column chunks; and strict.</summary>
/// <param name="footerStart">Where the footer begins in the file: column chunks end before.</param>
internal sealed class FooterParser(long footerStart, string where)
{
    // What a column chunk takes of the footer at the very least.
    private const int LeastChunkBytes = 20;

    private readonly string _what = $"{where}, footer";
    private readonly Dictionary<string, (int Start, int Length)> _keys = new(StringComparer.Ordinal);
    private List<SchemaElement> _schema = [];
    private List<byte[][]> _leaves = [];
    private List<int> _leafTypes = [];
    private GroupInfo[] _groups = [];
    private ChunkInfo[] _chunks = [];
    private bool _hasGroups;
    private int _length;
    private long _rows = -1;
    private long _end = ParquetConstants.MagicSize;

    public FileFooter Parse(ReadOnlySpan<byte> bytes)
    {
        _length = bytes.Length;
        ThriftReader reader = new(bytes, _what);
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 2: ReadSchema(ref reader, field); break;
                case 3: _rows = reader.Int64(field); break;
                case 4: ReadGroups(ref reader, field); break;
                case 5: ReadKeys(ref reader, field); break;
                default: reader.Skip(field); break;
            }
        }

        if (reader.Position != bytes.Length)
        {
            reader.Fail("bytes are left behind its end");
        }

        byte[] manifest = CheckKeys(bytes);
        long rows = 0;
        foreach (GroupInfo group in _groups)
        {
            rows += group.Rows;
        }

        if (!_hasGroups || rows != _rows)
        {
            Fail($"{_rows} rows are announced, the row groups have {rows}");
        }

        if (_end != footerStart)
        {
            Fail($"the column chunks end at byte {_end}, the footer begins at {footerStart}");
        }

        return new FileFooter(manifest, _schema, _groups, _chunks);
    }

    /// <summary>Says why a footer that cannot be parsed is none of ours: not a recording at all, or a newer one.</summary>
    /// <exception cref="RecordingException">It is foreign or newer. Otherwise it returns.</exception>
    public void Diagnose(ReadOnlySpan<byte> bytes)
    {
        ThriftReader reader = new(bytes, _what);
        short id = 0;
        _keys.Clear();
        while (reader.NextField(ref id, out ThriftType field))
        {
            if (id == 5)
            {
                ReadKeys(ref reader, field);
            }
            else
            {
                reader.Skip(field);
            }
        }

        (int start, int length) = ManifestKey();
        _ = RecordingSchema.FromManifest(ManifestJson.Parse(bytes.Slice(start, length), where));
    }

    private void ReadSchema(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.ListHeader(type, ThriftType.Struct);
        _schema = new List<SchemaElement>(Math.Min(count, 3 * Limits.Columns));
        for (int i = 0; i < count; i++)
        {
            _schema.Add(SchemaElement.Read(ref reader));
        }

        (_leaves, _leafTypes) = SchemaLeaves.Of(_schema, _what);
    }

    private void ReadGroups(ref ThriftReader reader, ThriftType type)
    {
        if (_schema.Count == 0 || _hasGroups)
        {
            reader.Fail("the row groups do not stand behind the schema");
        }

        _hasGroups = true;
        int count = reader.ListHeader(type, ThriftType.Struct);
        _groups = new GroupInfo[count];

        // Checked before memory is taken for what is announced.
        if ((long)count * _leaves.Count * LeastChunkBytes > _length)
        {
            reader.Fail("more column chunks than it can hold");
        }

        _chunks = new ChunkInfo[count * _leaves.Count];
        for (int i = 0; i < count; i++)
        {
            _groups[i] = ReadGroup(ref reader, i);
            if (i > 0 && _groups[i].FirstEpoch != _groups[i - 1].LastEpoch + 1)
            {
                reader.Fail($"row group {i} begins with epoch {_groups[i].FirstEpoch}, {_groups[i - 1].LastEpoch + 1} is due");
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
                        _chunks[(group * _leaves.Count) + column] = ReadChunk(ref reader, column, ref epochs);
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
                case 3: hasPath = ReadPath(ref reader, field, _leaves[column]); break;
                case 4: codec = reader.Int32(field); break;
                case 5: entries = reader.Int64(field); break;
                case 6: raw = reader.Int64(field); break;
                case 7: size = reader.Int64(field); break;
                case 9: offset = reader.Int64(field); break;
                case 12 when column == 0: epochs = ReadBounds(ref reader, field); break;
                default: reader.Skip(field); break;
            }
        }

        if (!hasPath || type != _leafTypes[column])
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
        if (offset != _end || size < 1 || size > int.MaxValue || size > footerStart - offset)
        {
            reader.Fail($"a column chunk of {size} bytes at byte {offset}, where byte {_end} to {footerStart} is left");
        }

        _end = offset + size;
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

    private void ReadKeys(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.ListHeader(type, ThriftType.Struct);
        for (int i = 0; i < count; i++)
        {
            string key = "";
            (int Start, int Length) value = (0, 0);
            short id = 0;
            while (reader.NextField(ref id, out ThriftType field))
            {
                switch (id)
                {
                    case 1:
                        key = Encoding.UTF8.GetString(reader.Binary(field));
                        break;
                    case 2:
                        int length = reader.Binary(field).Length;
                        value = (reader.Position - length, length);
                        break;
                    default:
                        reader.Skip(field);
                        break;
                }
            }

            if (!_keys.TryAdd(key, value))
            {
                reader.Fail($"the key {key} is there twice");
            }
        }
    }

    private byte[] CheckKeys(ReadOnlySpan<byte> bytes)
    {
        _ = ManifestKey();
        (int start, int length) = Key(FooterKeys.FooterChecksum);
        Crc32C crc = new();
        crc.Append(bytes[..start]);
        crc.Append("00000000"u8);
        crc.Append(bytes[(start + length)..]);
        CheckChecksum("the footer", crc.Value, bytes, FooterKeys.FooterChecksum);

        (start, length) = Key(FooterKeys.Manifest);
        ReadOnlySpan<byte> manifest = bytes.Slice(start, length);
        CheckChecksum("the manifest", Crc32C.Of(manifest), bytes, FooterKeys.ManifestChecksum);

        (start, length) = Key(FooterKeys.ChunkChecksums);
        byte[] checksums = new byte[Base64.GetMaxDecodedFromUtf8Length(length)];
        OperationStatus status = Base64.DecodeFromUtf8(bytes.Slice(start, length), checksums, out _, out int written);
        if (status != OperationStatus.Done || written != _chunks.Length * 4L)
        {
            Fail($"{FooterKeys.ChunkChecksums} does not hold {_chunks.Length} checksums");
        }

        for (int i = 0; i < _chunks.Length; i++)
        {
            _chunks[i] = _chunks[i] with { Checksum = BinaryPrimitives.ReadUInt32LittleEndian(checksums.AsSpan(i * 4)) };
        }

        return manifest.ToArray();
    }

    private void CheckChecksum(string of, uint actual, ReadOnlySpan<byte> bytes, string key)
    {
        (int start, int length) = Key(key);
        if (length != FooterKeys.ChecksumDigits
            || !uint.TryParse(bytes.Slice(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint expected)
            || expected != actual)
        {
            Fail($"the checksum of {of} is wrong");
        }
    }

    private (int Start, int Length) ManifestKey() => _keys.TryGetValue(FooterKeys.Manifest, out (int Start, int Length) value)
        ? value
        : throw new RecordingException(RecordingFault.Foreign, $"{where} is a Parquet file, but no recording: its footer has no {FooterKeys.Manifest}.");

    private (int Start, int Length) Key(string key)
    {
        if (!_keys.TryGetValue(key, out (int Start, int Length) value))
        {
            Fail($"it has no {key}");
        }

        return value;
    }

    [DoesNotReturn]
    private void Fail(string message) => throw new RecordingException(RecordingFault.Damaged, $"{_what}: {message}.");
}
