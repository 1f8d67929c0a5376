using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Report;

/// <summary>How a layer is at the last epoch; with <c>--json</c>, in these names. What was not recorded is null.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Units">Its units; of a convolution, its channels.</param>
/// <param name="Activation">Its activation function.</param>
/// <param name="MeanSaturation">The mean of its units' saturation, in [0, 1].</param>
/// <param name="SaturatedUnits">Units that are saturated on at least nine tenths of the probe's samples.</param>
/// <param name="DeadUnits">Units that are flat on every sample.</param>
/// <param name="DormantUnits">Units with a mean |activation| of at most 0.025 of the layer's mean.</param>
internal sealed record LayerReport(
    string Name, int Units, string Activation, double? MeanSaturation, int? SaturatedUnits, int? DeadUnits, int? DormantUnits)
{
    /// <summary>The share of the probe's samples from which on a unit is called saturated.</summary>
    public const float SaturatedFrom = 0.9f;

    /// <summary>Reads a layer at an epoch.</summary>
    public static async Task<LayerReport> ReadAsync(RecordingReader recording, LayerInfo layer, int epoch, CancellationToken cancellationToken)
    {
        float[]? saturation = await FloatsAsync("saturation").ConfigureAwait(false);
        float[]? fraction = await FloatsAsync("saturated_fraction").ConfigureAwait(false);
        float[] finite = [.. (saturation ?? []).Where(float.IsFinite)];
        RecordingColumn? summary = recording.Schema.Find(layer.Name + ".summary");
        double[]? statistics = summary is null ? null : await recording.ReadDoublesAsync(summary.Path, epoch, cancellationToken).ConfigureAwait(false);
        return new LayerReport(
            layer.Name,
            layer.Shape.Count == 1 ? layer.Shape[0] : recording.Schema.Find(layer.Name + ".mean_activation")?.Length ?? layer.Shape[0],
            layer.Activation,
            finite.Length == 0 ? null : finite.Average(value => (double)value),
            fraction?.Count(share => share >= SaturatedFrom),
            Count("dead_count"),
            Count("dormant_count"));

        Task<float[]?> FloatsAsync(string column) => recording.Schema.Find($"{layer.Name}.{column}") is { } found
            ? recording.ReadFloatsAsync(found.Path, epoch, cancellationToken)
            : Task.FromResult<float[]?>(null);

        int? Count(string statistic)
        {
            int place = summary?.Info.Labels.IndexOf(statistic) ?? -1;
            return statistics is null || place < 0 || !double.IsFinite(statistics[place]) ? null : (int)statistics[place];
        }
    }
}
