using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Charts;

/// <summary>The charts side by side: loss, saturation, score; those for which something was recorded.</summary>
public static class ChartRow
{
    /// <summary>Makes the charts.</summary>
    /// <param name="network">The network.</param>
    /// <param name="history">The recording.</param>
    /// <param name="zone">Their room.</param>
    /// <param name="type">The type scale.</param>
    /// <param name="theme">The colours.</param>
    public static IReadOnlyList<IChart> Create(NetworkShape network, RunHistory history, Box zone, TypeScale type, Theme theme)
    {
        List<Func<Box, IChart>> makers = [];
        if (history.TrainLoss.HasValues || history.ValidationLoss.HasValues)
            makers.Add(box => new LineChart("loss", history.Epochs, history.TrainLoss, history.ValidationLoss, null, box, type, theme));
        if (history.Saturation.Count > 0)
            makers.Add(box => new SaturationChart(history.Saturation, network, box, type, theme));
        if (history.TrainScore.HasValues || history.ValidationScore.HasValues)
        {
            double? highest = history.Score == "accuracy" ? 1 : null;
            makers.Add(box => new LineChart(
                history.Score, history.Epochs, history.TrainScore, history.ValidationScore, highest, box, type, theme));
        }

        float gap = 5 * type.Gap;
        float width = (zone.Width - gap * (makers.Count - 1)) / Math.Max(makers.Count, 1);
        return [.. makers.Select((make, index) => make(new Box(zone.Left + index * (width + gap), zone.Top, width, zone.Height)))];
    }
}
