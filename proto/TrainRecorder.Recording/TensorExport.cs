using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Internal.Exporting;
using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording;

/// <summary>Writes one tensor of one epoch to a file of its own, for tools that do not read Parquet.</summary>
public static class TensorExport
{
    private static readonly Dictionary<string, Func<ExportedTensor, byte[]>> _formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".npy"] = NpyFormat.Encode,
        [".csv"] = CsvFormat.Encode,
        [".safetensors"] = SafetensorsFormat.Encode,
    };

    /// <summary>The endings of file names that say which format is wanted: <c>.npy</c>, <c>.csv</c>, <c>.safetensors</c>.</summary>
    public static IReadOnlyCollection<string> Extensions => _formats.Keys;

    /// <summary>Writes a tensor: by temporary name, synced, renamed. A file that is there is replaced.</summary>
    /// <param name="reader">The recording.</param>
    /// <param name="path">A list column: <c>hidden1.weight</c>.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="destination">The file; its ending says the format (<see cref="Extensions"/>).</param>
    /// <exception cref="ArgumentException">The ending is none of <see cref="Extensions"/>.</exception>
    /// <exception cref="RecordingException">There is no such epoch or column, or it was not recorded at that epoch, or it is damaged.</exception>
    public static async Task WriteAsync(RecordingReader reader, string path, int epoch, string destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        if (!_formats.TryGetValue(Path.GetExtension(destination), out Func<ExportedTensor, byte[]>? encode))
        {
            throw new ArgumentException($"The file must end in {string.Join(", ", Extensions)}, not in '{Path.GetExtension(destination)}'.", nameof(destination));
        }

        RecordingColumn column = reader.Schema.Find(path) ?? throw new RecordingException(RecordingFault.NotRecorded, $"The recording has no column '{path}'.");
        Array values = await ReadAsync(reader, column, epoch, cancellationToken).ConfigureAwait(false)
            ?? throw new RecordingException(RecordingFault.NotRecorded, $"{path} was not recorded at epoch {epoch}; its schedule is '{column.Schedule}'.");
        byte[] bytes = encode(new ExportedTensor(column, epoch, reader.Manifest.Run, values));
        await Task.Run(() => Write(bytes, destination), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Array?> ReadAsync(RecordingReader reader, RecordingColumn column, int epoch, CancellationToken cancellationToken) => column.Kind switch
    {
        ValueKind.FloatList => await reader.ReadFloatsAsync(column.Path, epoch, cancellationToken).ConfigureAwait(false),
        ValueKind.DoubleList => await reader.ReadDoublesAsync(column.Path, epoch, cancellationToken).ConfigureAwait(false),
        ValueKind.Int64List => await reader.ReadIntegersAsync(column.Path, epoch, cancellationToken).ConfigureAwait(false),
        _ => throw new RecordingException(RecordingFault.NotRecorded, $"{column.Path} is a {column.Info.Type}, not a tensor."),
    };

    private static void Write(byte[] bytes, string destination)
    {
        LocalFileSystem files = LocalFileSystem.Instance;
        string temporary = destination + ".tmp";
        using (IFileWriter file = files.Create(temporary))
        {
            file.Write(bytes);
            file.Sync();
        }

        files.Rename(temporary, destination, replace: true);
        files.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(destination))!);
    }
}
