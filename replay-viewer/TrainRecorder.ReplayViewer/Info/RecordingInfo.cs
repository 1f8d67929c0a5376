using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Info;

/// <summary>What <c>replay info</c> says of a recording; with <c>--json</c>, in these names.</summary>
internal sealed record RecordingInfo
{
    /// <summary>The run, <c>runs/ID</c>.</summary>
    public required string Run { get; init; }

    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>One final file; otherwise a live folder.</summary>
    public required bool Sealed { get; init; }

    /// <summary>Bytes on disk.</summary>
    public required long Bytes { get; init; }

    /// <summary>Version of the format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>What wrote it.</summary>
    public required string Software { get; init; }

    /// <summary>Epochs recorded.</summary>
    public required int Epochs { get; init; }

    /// <summary>The first epoch; null if there is none.</summary>
    public required int? FirstEpoch { get; init; }

    /// <summary>The last epoch; null if there is none.</summary>
    public required int? LastEpoch { get; init; }

    /// <summary><c>classification</c> or <c>regression</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Rows trained on.</summary>
    public required long TrainingSamples { get; init; }

    /// <summary>Rows held back.</summary>
    public required long ValidationSamples { get; init; }

    /// <summary>From input to output.</summary>
    public required IReadOnlyList<LayerSummary> Layers { get; init; }

    /// <summary>Weights and biases, all layers together.</summary>
    public required long Parameters { get; init; }

    /// <summary>Columns of the table.</summary>
    public required int Columns { get; init; }

    /// <summary>The losses and scores of the last epoch by column; those that are not recorded are left out.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Reads it from an open recording.</summary>
    public static async Task<RecordingInfo> ReadAsync(RecordingReader recording, string path, CancellationToken cancellationToken)
    {
        Manifest manifest = recording.Manifest;
        LayerSummary[] layers = [.. manifest.Layers.Select(layer => LayerSummary.Of(layer, recording.Schema))];
        return new RecordingInfo
        {
            Run = manifest.Run,
            Name = manifest.Job?.Name ?? "",
            Sealed = recording.IsSealed,
            Bytes = Size(path),
            FormatVersion = manifest.FormatVersion,
            Software = manifest.Software,
            Epochs = recording.Epochs.Count,
            FirstEpoch = recording.Epochs.Count == 0 ? null : recording.Epochs[0],
            LastEpoch = recording.Epochs.Count == 0 ? null : recording.Epochs[^1],
            Task = manifest.Data?.Task ?? "",
            TrainingSamples = manifest.Data?.TrainingSamples ?? 0,
            ValidationSamples = manifest.Data?.ValidationSamples ?? 0,
            Layers = layers,
            Parameters = layers.Sum(layer => layer.Parameters),
            Columns = recording.Schema.Columns.Count,
            Metrics = await MetricsAsync(recording, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<Dictionary<string, double>> MetricsAsync(RecordingReader recording, CancellationToken cancellationToken)
    {
        Dictionary<string, double> metrics = [];
        foreach (RecordingColumn column in recording.Schema.Columns)
        {
            bool isMetric = column.Info.Type == "double"
                && (column.Path.StartsWith("train.", StringComparison.Ordinal) || column.Path.StartsWith("validation.", StringComparison.Ordinal));
            if (!isMetric || recording.Epochs.Count == 0)
                continue;
            double last = (await recording.ReadScalarsAsync(column.Path, cancellationToken).ConfigureAwait(false))[^1];
            if (!double.IsNaN(last))
                metrics[column.Path] = last;
        }
        return metrics;
    }

    private static long Size(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*.parquet").Sum(file => file.Length)
        : new FileInfo(path).Length;
}

/// <summary>A layer of a recording.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title for people.</param>
/// <param name="Kind">Its kind: <c>input</c>, <c>dense</c>.</param>
/// <param name="Shape">The shape of its output for one sample.</param>
/// <param name="Activation">Its activation function; empty for the input.</param>
/// <param name="Parameters">Weights and biases.</param>
internal sealed record LayerSummary(string Name, string Title, string Kind, IReadOnlyList<int> Shape, string Activation, long Parameters)
{
    public static LayerSummary Of(LayerInfo layer, RecordingSchema schema)
    {
        long parameters = (schema.Find(layer.Name + ".weight")?.Length ?? 0) + (long)(schema.Find(layer.Name + ".bias")?.Length ?? 0);
        return new LayerSummary(layer.Name, layer.Title, layer.Kind, [.. layer.Shape], layer.Activation, parameters);
    }
}
