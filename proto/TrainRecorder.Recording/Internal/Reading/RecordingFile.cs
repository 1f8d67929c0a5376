using System.Buffers;
using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Internal.Reading;

/// <summary>One Parquet file of a recording, open: a segment or the sealed file. Safe for several threads.</summary>
internal sealed class RecordingFile : IDisposable
{
    private readonly IFileSystem _files;
    private readonly IFileReader? _open;

    private RecordingFile(string path, IFileSystem files, IFileReader? open, FileFooter footer, Manifest manifest, RecordingSchema schema)
    {
        Path = path;
        _files = files;
        _open = open;
        Footer = footer;
        Manifest = manifest;
        Schema = schema;
    }

    public string Path { get; }

    public FileFooter Footer { get; }

    public Manifest Manifest { get; }

    public RecordingSchema Schema { get; }

    /// <summary>The epochs in it; null if there are none.</summary>
    public EpochRange? Epochs => Footer.Groups.Length == 0 ? null : new EpochRange(Footer.Groups[0].FirstEpoch, Footer.Groups[^1].LastEpoch);

    /// <param name="keepOpen">Keep the file open until disposed. A folder may hold more segments than a process may have files open: then each read opens its file.</param>
    /// <param name="sibling">A file of the same recording: if its manifest has the same bytes, it is not parsed again.</param>
    /// <exception cref="RecordingException">There is no such file, or it is no recording, or a damaged, truncated or newer one.</exception>
    public static RecordingFile Open(string path, IFileSystem files, bool keepOpen, RecordingFile? sibling = null)
    {
        IFileReader file = OpenFile(path, files);
        try
        {
            string where = System.IO.Path.GetFileName(path);
            FileFooter footer = FooterReader.Read(file, where);
            bool isSame = sibling is not null && footer.Manifest.AsSpan().SequenceEqual(sibling.Footer.Manifest);
            Manifest manifest = isSame ? sibling!.Manifest : ManifestJson.Parse(footer.Manifest, where);
            RecordingSchema schema = isSame ? sibling!.Schema : Check(manifest, where);
            if (!SchemaElement.Of(schema).SequenceEqual(footer.Schema))
            {
                throw new RecordingException(RecordingFault.Damaged, $"{where}: the schema of the file is not that of the columns in its manifest.");
            }

            RecordingFile opened = new(path, files, keepOpen ? file : null, footer, manifest, schema);
            if (!keepOpen)
            {
                file.Dispose();
            }

            return opened;
        }
        catch (EndOfStreamException e)
        {
            file.Dispose();
            throw new RecordingException(RecordingFault.Truncated, $"{System.IO.Path.GetFileName(path)} became shorter while it was read: {e.Message}", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a column chunk as they stand in the file, checked. Give the array back to the shared pool.</summary>
    public byte[] ReadChunk(int group, int column)
    {
        ChunkInfo chunk = Footer.Chunk(group, column);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(chunk.Size);
        try
        {
            ReadBytes(chunk.Offset, bytes.AsSpan(0, chunk.Size));
            if (Crc32C.Of(bytes.AsSpan(0, chunk.Size)) != chunk.Checksum)
            {
                throw new RecordingException(
                    RecordingFault.Damaged, $"{Where(group, column)}: the checksum is wrong (bytes {chunk.Offset} to {chunk.Offset + chunk.Size - 1} of the file).");
            }

            return bytes;
        }
        catch (EndOfStreamException e)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw new RecordingException(RecordingFault.Truncated, $"{Where(group, column)}: {e.Message}", e);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    /// <summary>The rows of a column chunk, checked.</summary>
    public DecodedChunk Decode(int group, int column)
    {
        byte[] bytes = ReadChunk(group, column);
        try
        {
            ChunkInfo chunk = Footer.Chunk(group, column);
            return ChunkDecoder.Decode(
                bytes.AsSpan(0, chunk.Size), Schema.Columns[column], Footer.Groups[group].Rows, chunk.Form, Where(group, column));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Which rows of a list column have a value. Of a large tensor the footer says it.</summary>
    public bool[] ReadPresent(int group, RecordingColumn column)
    {
        int rows = Footer.Groups[group].Rows;
        int entries = Footer.Chunk(group, column.Index).Form.Entries;

        // A null has one entry, a tensor as many as it has values.
        if (rows == 1 && column.Length > 1)
        {
            return [entries == column.Length];
        }

        using DecodedChunk decoded = Decode(group, column.Index);
        return decoded.Present.ToArray();
    }

    /// <summary>File, epochs and column, for messages.</summary>
    public string Where(int group, int column)
    {
        GroupInfo info = Footer.Groups[group];
        string epochs = info.Rows == 1 ? $"epoch {info.FirstEpoch}" : $"epochs {info.FirstEpoch} to {info.LastEpoch}";
        return $"{System.IO.Path.GetFileName(Path)}, {epochs}, {Schema.Columns[column].Path}";
    }

    public void Dispose() => _open?.Dispose();

    private void ReadBytes(long offset, Span<byte> destination)
    {
        if (_open is not null)
        {
            _open.Read(offset, destination);
            return;
        }

        using IFileReader file = OpenFile(Path, _files);
        file.Read(offset, destination);
    }

    private static IFileReader OpenFile(string path, IFileSystem files)
    {
        try
        {
            return files.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecordingException(RecordingFault.Missing, $"There is no recording at {path}.", e);
        }
    }

    private static RecordingSchema Check(Manifest manifest, string where)
    {
        try
        {
            return RecordingSchema.FromManifest(manifest);
        }
        catch (RecordingException e)
        {
            throw new RecordingException(e.Fault, $"{where}: {e.Message}", e);
        }
    }
}
