using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Figures.Updates;

/// <summary>‖ΔW‖/‖W‖ of each layer's weights and biases at the last step of every epoch, on a logarithmic scale.</summary>
internal static class UpdatesFigure
{
    /// <summary>Healthy is near 1e-3 (A. Karpathy, CS231n): half a power of ten to either side.</summary>
    private static readonly double[] s_healthy = [Math.Pow(10, -3.5), Math.Pow(10, -2.5)];

    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<StatisticHistory> histories = await StatisticHistory
            .ReadAsync(source, options.Width, "update ratios", ["weight_update_ratio", "bias_update_ratio"], cancellationToken).ConfigureAwait(false);
        double[] all = [.. histories.SelectMany(history => history.Values.Values.SelectMany(values => values))];
        int without = all.Count(value => !double.IsNaN(value) && (value <= 0 || double.IsInfinity(value)));
        string[] notes =
        [
            "‖ΔW‖ / ‖W‖ at the last step of each epoch",
            "shaded: healthy, near 10⁻³",
            .. without > 0 ? [$"{Text.NumberText.Count(without)} values are zero or infinite and have no place on this scale"] : Array.Empty<string>(),
            .. Notes.Thinned(histories.Max(history => history.Stride), histories.Max(history => history.Recorded)),
            .. Notes.NotShown(source, histories.Select(history => history.Layer), "no update ratio recorded"),
        ];
        FigurePage page = new(options, "Update ratios", source.Subject, notes, LayerLines.LastEpoch(source));
        LayerLines.Draw(
            page,
            page.Body,
            source,
            new PanelTexts("", "", "update ratio (logarithmic)", "epoch"),
            [.. histories.Select(history => (history.Layer, (IReadOnlyList<(IReadOnlyList<int>, IReadOnlyList<double>, LineStyle)>)
                [(history.Epochs, history.Values["weight_update_ratio"], LineStyle.Solid), (history.Epochs, history.Values["bias_update_ratio"], LineStyle.Dashed)]))],
            about => LogScale.Cover(all.Concat(s_healthy), about),
            [("weights", LineStyle.Solid), ("biases", LineStyle.Dashed)],
            panel => DrawHealthy(page, panel));
        return page.ToScene();
    }

    private static void DrawHealthy(FigurePage page, PlotPanel panel)
    {
        Box band = Box.Between(panel.Plot.Left, panel.Y(s_healthy[1]), panel.Plot.Right, panel.Y(s_healthy[0]));
        page.Drawing.Add(Area.Rectangle(band, page.Theme.Positive, 0.11f));
    }
}
