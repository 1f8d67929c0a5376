using System.Globalization;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Watching;

/// <summary>A watched run in words, the same on a terminal and in a file.</summary>
internal static class ProgressText
{
    private const string Gap = "  ";

    /// <summary><c>epoch 12/60  loss 0.2312  validation loss 0.2571, accuracy 94.2 %  0:12 left</c>.</summary>
    public static string Epoch(RunView view)
    {
        if (view.Metrics is not { } metrics) return "";
        var width = view.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        var epoch = metrics.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(width);
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{view.Epochs}") };
        if (Scores.TrainLoss(metrics) is { } loss) parts.Add($"loss {loss}");
        if (Scores.LossAndValidation(metrics) is { } validation) parts.Add($"validation {validation}");
        if (view.TimeLeft is { } left && metrics.Epoch < view.Epochs) parts.Add($"{Quantities.Duration(left)} left");
        return string.Join(Gap, parts);
    }

    /// <summary><c>epoch 12: dead_units in hidden1: …</c>.</summary>
    public static string Finding(Finding finding)
    {
        var where = finding.Layer.Length > 0 ? $" in {finding.Layer}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"epoch {finding.Epoch}: {finding.Rule}{where}: {finding.Advice.ReplaceLineEndings("; ")}");
    }

    /// <summary><c>runs/7 running</c>, with what there is to say about it.</summary>
    public static string State(Run run)
    {
        var text = $"{run.Name} {RunText.State(run.State)}";
        if (RunText.IsTerminal(run.State) && run.StartTime is { } start && run.EndTime is { } end)
            text += $" after {Quantities.Duration(end.ToDateTimeOffset() - start.ToDateTimeOffset())}";
        if (run.Attempt > 1 && !RunText.IsTerminal(run.State)) text += string.Create(CultureInfo.InvariantCulture, $", attempt {run.Attempt}");
        if (run.Queue is { Reason.Length: > 0 } place) return string.Create(CultureInfo.InvariantCulture, $"{text}, number {place.Position} in the queue: {place.Reason}");
        return run.StateReason.Length > 0 ? $"{text}: {run.StateReason.ReplaceLineEndings("; ")}" : text;
    }
}
