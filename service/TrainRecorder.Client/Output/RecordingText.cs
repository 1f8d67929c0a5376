using System.Globalization;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>A recording and its epochs in words.</summary>
internal static class RecordingText
{
    /// <summary>Writes what a recording says of itself.</summary>
    public static void Write(Terminal terminal, V1.Recording recording)
    {
        var manifest = recording.Manifest ?? new Manifest();
        terminal.Write(Details.Of(
            ("recording", recording.Name),
            ("name", manifest.Job?.Name),
            ("state", recording.State.ToString().ToLowerInvariant()),
            ("epochs", string.Create(CultureInfo.InvariantCulture, $"{recording.FirstEpoch} to {recording.LastEpoch}")),
            ("size", Quantities.Bytes(recording.Bytes)),
            ("sha256", recording.Sha256),
            ("layers", string.Join(", ", manifest.Layers.Select(layer => $"{layer.Name} [{string.Join(", ", layer.Shape)}]"))),
            ("software", manifest.Software)));
        terminal.WriteLine("");
        var table = new TextTable("COLUMN", "TYPE", "SHAPE", TextColumn.Elastic("AXES"), "SCHEDULE");
        foreach (var column in manifest.Columns)
            table.Add(column.Path, column.Type, column.Shape.Count == 0 ? "" : $"[{string.Join(", ", column.Shape)}]", string.Join(", ", column.Axes), column.Schedule);
        table.Write(terminal);
    }

    /// <summary><c>epoch 12  step 360  train.loss 0.2312  validation.loss 0.2571  dead_units in hidden1</c>.</summary>
    public static string Line(EpochMetrics epoch)
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}"), string.Create(CultureInfo.InvariantCulture, $"step {epoch.Step}") };
        parts.AddRange(epoch.Train.OrderBy(score => score.Key, StringComparer.Ordinal).Select(score => $"train.{score.Key} {Quantities.Real(score.Value)}"));
        parts.AddRange(epoch.Validation.OrderBy(score => score.Key, StringComparer.Ordinal).Select(score => $"validation.{score.Key} {Quantities.Real(score.Value)}"));
        parts.AddRange(epoch.Findings.Select(finding => finding.Layer.Length > 0 ? $"{finding.Rule} in {finding.Layer}" : finding.Rule));
        return string.Join("  ", parts);
    }
}
