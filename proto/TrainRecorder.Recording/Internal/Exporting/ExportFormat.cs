namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>A kind of file that tensors are exported to.</summary>
/// <param name="Extension">The ending of its names.</param>
/// <param name="HoldsSeveral">One file can hold several tensors.</param>
/// <param name="Write">Writes tensors of one epoch; a format that does not hold several gets one.</param>
internal sealed record ExportFormat(string Extension, bool HoldsSeveral, Action<TensorSet, Stream> Write)
{
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new(".npy", HoldsSeveral: false, NpyFormat.Write),
        new(".npz", HoldsSeveral: true, NpzFormat.Write),
        new(".csv", HoldsSeveral: false, CsvFormat.Write),
        new(".safetensors", HoldsSeveral: true, SafetensorsFormat.Write),
    ];

    /// <exception cref="ArgumentException">No format has this ending.</exception>
    public static ExportFormat Of(string path)
    {
        string extension = Path.GetExtension(path);
        return All.FirstOrDefault(format => format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"The file must end in {string.Join(", ", All.Select(format => format.Extension))}, not in '{extension}'.", nameof(path));
    }
}

/// <summary>Tensors of one epoch of a run.</summary>
internal sealed record TensorSet(string Run, int Epoch, IReadOnlyList<ExportedTensor> Tensors);
