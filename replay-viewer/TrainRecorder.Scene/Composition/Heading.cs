using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Composition;

/// <summary>The first line of a picture: the run's name to the left; epoch, loss and score to the right.</summary>
internal sealed class Heading(RunHistory history, Box zone, TypeScale type, Theme theme)
{
    public void Draw(Drawing drawing, int epoch)
    {
        float baseline = zone.Top + type.Title.Ascent;
        string status = Status(epoch);
        float room = zone.Width - type.Status.Width(status) - 4 * type.Gap;
        drawing.Write(TextFit.Shorten(history.Name, type.Title, room), zone.Left, baseline, Anchor.Start, type.Title, theme.Ink);
        drawing.Write(status, zone.Right, baseline, Anchor.End, type.Status, theme.Ink);
    }

    /// <summary>As much of the status as leaves room for a title.</summary>
    public string Status(int epoch)
    {
        List<string> parts = [.. Parts(epoch)];
        while (parts.Count > 1 && type.Status.Width(string.Join(Separator, parts)) > zone.Width * 0.75f)
            parts.RemoveAt(parts.Count - 1);
        return string.Join(Separator, parts);
    }

    private const string Separator = "   ·   ";

    private IEnumerable<string> Parts(int epoch)
    {
        if (history.Epochs.Count == 0)
            yield break;
        int index = 0;
        while (index < history.Epochs.Count - 1 && history.Epochs[index] != epoch)
            index++;
        yield return $"epoch {NumberText.Count(epoch)} of {NumberText.Count(history.Epochs[^1])}";
        if (history.TrainLoss.HasValues)
            yield return "loss " + NumberText.Value(history.TrainLoss.Values[index]);
        (string part, Curve curve) = history.ValidationScore.HasValues
            ? ("validation " + history.Score, history.ValidationScore)
            : (history.Score, history.TrainScore);
        if (curve.HasValues)
            yield return $"{part} {(history.Score == "accuracy" ? NumberText.Percent(curve.Values[index]) : NumberText.Value(curve.Values[index]))}";
    }
}
