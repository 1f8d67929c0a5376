using TrainRecorder.Recording.Internal.Exporting;
using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording;

/// <summary>Writes tensors of one epoch to a file of their own, for tools that do not read Parquet.</summary>
public static class TensorExport
{
    /// <summary>The endings of file names that say which format is wanted: <c>.npy</c>, <c>.npz</c>, <c>.csv</c>, <c>.safetensors</c>.</summary>
    public static IReadOnlyCollection<string> Extensions { get; } = [.. ExportFormat.All.Select(format => format.Extension)];

    /// <summary>Those of <see cref="Extensions"/> whose files hold several tensors: <c>.npz</c>, <c>.safetensors</c>.</summary>
    public static IReadOnlyCollection<string> ExtensionsOfSeveral { get; } = [.. ExportFormat.All.Where(format => format.HoldsSeveral).Select(format => format.Extension)];

    /// <summary>Writes a tensor.</summary>
    /// <param name="path">A list column: <c>hidden1.weight</c>.</param>
    /// <inheritdoc cref="WriteAsync(RecordingReader, IReadOnlyList{string}, int, string, UnitRange?, CancellationToken)"/>
    public static async Task WriteAsync(RecordingReader reader, string path, int epoch, string destination, CancellationToken cancellationToken = default) =>
        await WriteAsync(reader, [path], epoch, destination, units: null, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes tensors: by temporary name, synced, renamed, the folder synced. A file that is there is replaced. The tensors are in memory meanwhile.</summary>
    /// <param name="reader">The recording.</param>
    /// <param name="patterns">List columns: <c>hidden1.weight</c>; <c>*</c> stands for any characters, and then what was not recorded at that epoch is left out.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="destination">The file; its ending says the format (<see cref="Extensions"/>).</param>
    /// <param name="units">Only these units (see <see cref="RecordingReader.ReadUnitsAsync(string, int, int, int, CancellationToken)"/>); null: all.</param>
    /// <returns>The columns written, in their order.</returns>
    /// <exception cref="ArgumentException">The ending is none of <see cref="Extensions"/>, or its format does not hold several tensors and there are several.</exception>
    /// <exception cref="RecordingException">There is no such epoch, column or unit, or it was not recorded at that epoch, or it is damaged.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is there still.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        RecordingReader reader, IReadOnlyList<string> patterns, int epoch, string destination, UnitRange? units = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentOutOfRangeException.ThrowIfZero(patterns.Count, nameof(patterns));
        ExportFormat format = ExportFormat.Of(destination);
        List<ExportedTensor> tensors = await TensorReading.ReadAsync(reader, patterns, epoch, units, cancellationToken).ConfigureAwait(false);
        if (tensors.Count > 1 && !format.HoldsSeveral)
        {
            throw new ArgumentException(
                $"A file that ends in {format.Extension} holds one tensor, not {tensors.Count}; {string.Join(" and ", ExtensionsOfSeveral)} hold several.", nameof(destination));
        }

        TensorSet set = new(reader.Manifest.Run, epoch, tensors);
        await Task.Run(() => Write(format, set, destination), cancellationToken).ConfigureAwait(false);
        return [.. tensors.Select(tensor => tensor.Name)];
    }

    private static void Write(ExportFormat format, TensorSet set, string destination)
    {
        string full = Path.GetFullPath(destination);
        string folder = Path.GetDirectoryName(full)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        WholeFile.Write(temporary, full, LocalFileSystem.Instance, () =>
        {
            // Not by the seam: an archive goes back in its file to say how long its members are.
            using FileStream file = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite);
            format.Write(set, file);
            file.Flush(flushToDisk: true);
        });
    }
}
