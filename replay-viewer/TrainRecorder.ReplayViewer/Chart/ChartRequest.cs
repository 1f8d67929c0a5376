using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures;
using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.ReplayViewer.Chart;

/// <summary>What is to be drawn.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Kind">The kind of figure.</param>
/// <param name="Output">The picture.</param>
/// <param name="Layers">Names of layers; empty for all.</param>
/// <param name="Epochs">The epochs; null for all.</param>
/// <param name="Scene">Size and theme.</param>
internal sealed record ChartRequest(
    string Recording, FigureKind Kind, string Output, IReadOnlyList<string> Layers, EpochRange? Epochs, SceneOptions Scene)
{
    /// <summary>The layers and epochs asked for.</summary>
    /// <exception cref="UsageException">Some are not in the recording; every one is named.</exception>
    /// <exception cref="RecordingException">The recording holds no epoch yet, or fewer than two layers.</exception>
    public FigureSource Source(RecordingReader recording)
    {
        string[] names = [.. recording.Manifest.Layers.Skip(1).Select(layer => layer.Name)];
        List<string> violations = [];
        foreach (string name in Layers.Except(names))
            violations.Add($"there is no layer '{name}' to show: the recording has {string.Join(", ", names)}");
        if (Epochs is { } range && recording.Epochs.Count > 0 && (range.First < recording.Epochs[0] || range.Last > recording.Epochs[^1]))
            violations.Add($"--epochs {range.First}..{range.Last} reaches beyond the recording: the recording has epochs {recording.Epochs[0]} to {recording.Epochs[^1]}");
        return violations.Count > 0 ? throw new UsageException(violations) : new FigureSource(recording, Epochs, Layers);
    }
}
