using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Writes one Parquet file of a recording from its beginning to its end. The same rows and manifest always make the same bytes.</summary>
/// <remarks>
/// Written here, and not by a library, for what none offers: checksums of chunks as they pass, chunks copied from segment to sealed file as
/// they stand, buffers that are kept, and (on the reading side) sizes that are checked before they are believed. The subset is small:
/// one page a chunk, two encodings, one codec.
/// </remarks>
internal sealed class ParquetFileWriter : IDisposable
{
    // Page headers and small pages are a few bytes each: gathered, they cost one call instead of many.
    private const int BlockSize = 64 << 10;
    private const string CreatedBy = "TrainRecorder.Recording version 1";

    private readonly RecordingSchema _schema;
    private readonly byte[] _manifest;
    private readonly IFileWriter _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ThriftWriter _groups = new();
    private readonly ThriftWriter _columns = new();
    private readonly List<uint> _checksums = [];
    private readonly string[][] _paths;
    private readonly int[] _types;
    private readonly byte[] _block = new byte[BlockSize];
    private int _blockLength;
    private int _groupCount;
    private long _rows;
    private int _column;
    private long _groupStart;
    private long _groupUncompressed;

    /// <param name="manifest">The manifest's JSON, UTF-8.</param>
    /// <param name="file">Written to, and disposed.</param>
    public ParquetFileWriter(RecordingSchema schema, byte[] manifest, IFileWriter file)
    {
        _schema = schema;
        _manifest = manifest;
        _file = file;
        _paths = [.. schema.Columns.Select(SchemaElement.LeafPath)];
        _types = [.. schema.Columns.Select(column => SchemaElement.ParquetType(column.Kind))];
        Append(ParquetConstants.Magic);
    }

    /// <summary>Bytes written so far.</summary>
    public long Position { get; private set; }

    public void BeginGroup()
    {
        _column = 0;
        _groupStart = Position;
        _groupUncompressed = 0;
        _columns.Clear();
    }

    /// <summary>Writes the chunk of the next column.</summary>
    public void WriteChunk(EncodedChunk chunk, GroupInfo group)
    {
        long offset = Position;
        Crc32C crc = new();
        Append(chunk.Header);
        crc.Append(chunk.Header);
        Append(chunk.Page);
        crc.Append(chunk.Page);
        Describe(offset, chunk.Form, crc.Value, group);
    }

    /// <summary>Writes the chunk of the next column as it stands in another file.</summary>
    public void CopyChunk(ReadOnlySpan<byte> chunk, ChunkInfo info, GroupInfo group)
    {
        long offset = Position;
        Append(chunk);
        Describe(offset, info.Form, info.Checksum, group);
    }

    public void EndGroup(GroupInfo group)
    {
        if (_column != _paths.Length)
        {
            throw new InvalidOperationException($"{_column} of {_paths.Length} column chunks were written.");
        }

        _groups.Begin();
        _groups.BeginList(1, ThriftType.Struct, _paths.Length);
        _groups.Raw(_columns.Written);
        _groups.Int64(2, _groupUncompressed);
        _groups.Int64(3, group.Rows);
        _groups.Int64(5, _groupStart);
        _groups.Int64(6, Position - _groupStart);
        _groups.End();
        _groupCount++;
        _rows += group.Rows;
    }

    /// <summary>Writes the footer and waits until the file is on the disk.</summary>
    /// <returns>SHA-256 of the file in lower-case hexadecimal.</returns>
    public string Finish()
    {
        ThriftWriter footer = Footer();
        Append(footer.Written);
        Span<byte> tail = stackalloc byte[ParquetConstants.TailSize];
        BinaryPrimitives.WriteInt32LittleEndian(tail, footer.Length);
        ParquetConstants.Magic.CopyTo(tail[4..]);
        Append(tail);
        WriteBlock();
        _file.Sync();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _hash.Dispose();
        _file.Dispose();
    }

    private void Describe(long offset, ChunkForm form, uint checksum, GroupInfo group)
    {
        _columns.Begin();
        _columns.Int64(2, 0);
        _columns.BeginStruct(3);
        _columns.Int32(1, _types[_column]);
        bool hasLevels = _schema.Columns[_column].MaxDefinition > 0;
        _columns.BeginList(2, ThriftType.I32, hasLevels ? 2 : 1);
        if (hasLevels)
        {
            _columns.Element(ParquetConstants.EncodingRle);
        }

        _columns.Element(form.Encoding);
        _columns.BeginList(3, ThriftType.Binary, _paths[_column].Length);
        foreach (string part in _paths[_column])
        {
            _columns.Element(part);
        }

        _columns.Int32(4, form.Codec);
        _columns.Int64(5, form.Entries);
        _columns.Int64(6, form.UncompressedSize);
        _columns.Int64(7, Position - offset);
        _columns.Int64(9, offset);
        if (_column == 0)
        {
            // So that a query for one epoch reads one row group.
            Span<byte> bound = stackalloc byte[4];
            _columns.BeginStruct(12);
            _columns.Int64(3, 0);
            BinaryPrimitives.WriteInt32LittleEndian(bound, group.LastEpoch);
            _columns.Binary(5, bound);
            BinaryPrimitives.WriteInt32LittleEndian(bound, group.FirstEpoch);
            _columns.Binary(6, bound);
            _columns.End();
        }

        _columns.End();
        _columns.End();
        _checksums.Add(checksum);
        _groupUncompressed += form.UncompressedSize;
        _column++;
    }

    private ThriftWriter Footer()
    {
        ThriftWriter footer = new();
        List<SchemaElement> elements = SchemaElement.Of(_schema);
        footer.Begin();
        footer.Int32(1, 1);
        footer.BeginList(2, ThriftType.Struct, elements.Count);
        elements.ForEach(element => element.Write(footer));
        footer.Int64(3, _rows);
        footer.BeginList(4, ThriftType.Struct, _groupCount);
        footer.Raw(_groups.Written);
        int checksum = WriteKeys(footer);
        footer.String(6, CreatedBy);
        footer.BeginList(7, ThriftType.Struct, _paths.Length);
        foreach (string[] _ in _paths)
        {
            footer.Begin();
            footer.BeginStruct(1);
            footer.End();
            footer.End();
        }

        footer.End();
        Digits(Crc32C.Of(footer.Written)).CopyTo(footer.Mutable.Slice(checksum, FooterKeys.ChecksumDigits));
        return footer;
    }

    private int WriteKeys(ThriftWriter footer)
    {
        byte[] checksums = new byte[_checksums.Count * 4];
        for (int i = 0; i < _checksums.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(checksums.AsSpan(i * 4), _checksums[i]);
        }

        byte[] base64 = new byte[Base64.GetMaxEncodedToUtf8Length(checksums.Length)];
        Base64.EncodeToUtf8(checksums, base64, out _, out _);

        footer.BeginList(5, ThriftType.Struct, 4);
        WriteKey(footer, FooterKeys.Manifest, _manifest);
        WriteKey(footer, FooterKeys.ManifestChecksum, Digits(Crc32C.Of(_manifest)));
        WriteKey(footer, FooterKeys.ChunkChecksums, base64);
        return WriteKey(footer, FooterKeys.FooterChecksum, "00000000"u8);
    }

    private static int WriteKey(ThriftWriter footer, string key, ReadOnlySpan<byte> value)
    {
        footer.Begin();
        footer.String(1, key);
        int start = footer.Binary(2, value);
        footer.End();
        return start;
    }

    private static byte[] Digits(uint checksum) => Encoding.ASCII.GetBytes(checksum.ToString("x8", CultureInfo.InvariantCulture));

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Position += bytes.Length;
        if (bytes.Length > BlockSize - _blockLength)
        {
            WriteBlock();
        }

        if (bytes.Length > BlockSize)
        {
            WriteThrough(bytes);
            return;
        }

        bytes.CopyTo(_block.AsSpan(_blockLength));
        _blockLength += bytes.Length;
    }

    private void WriteBlock()
    {
        WriteThrough(_block.AsSpan(0, _blockLength));
        _blockLength = 0;
    }

    private void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _hash.AppendData(bytes);
    }
}
