using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Weights;

/// <summary>The distribution of each layer's weights, a ridge an epoch: the first epoch at the back, the last in front.</summary>
internal static class WeightsFigure
{
    private const int MostRidges = 25;
    private const float LeastLane = 14;
    private const float Overlap = 4.2f;
    private const double Outside = 0.0005;

    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken)
    {
        int most = Math.Clamp((int)(options.Height * 0.6f / LeastLane), 8, MostRidges);
        return Compose(source, await WeightHistory.ReadAsync(source, most, cancellationToken).ConfigureAwait(false), options);
    }

    private static PictureScene Compose(FigureSource source, IReadOnlyList<WeightHistory> histories, SceneOptions options)
    {
        long notFinite = histories.Sum(history => history.NotFinite);
        string[] notes =
        [
            "Gaussian kernel density, width by Silverman's rule; heights of one layer compare",
            $"the outermost {2 * Outside * 100:0.#} % of the weights may lie beyond",
            .. Notes.Chosen(histories.Max(history => history.Epochs.Count), histories.Max(history => history.Due)),
            .. notFinite > 0 ? [$"{NumberText.Count(notFinite)} weights are not finite"] : Array.Empty<string>(),
            .. Notes.NotShown(source, histories.Select(history => history.Layer), "no weights recorded"),
        ];
        FigurePage page = new(options, "Distribution of the weights", source.Subject, notes, LayerLines.LastEpoch(source));
        IReadOnlyList<Box> boxes = PanelGrid.Divide(page.Body, histories.Count, 0.85f, 5 * page.Type.Gap);
        for (int index = 0; index < histories.Count; index++)
            Draw(page, boxes[index], source.Network.Layers[histories[index].Layer], histories[index]);
        return page.ToScene();
    }

    private static void Draw(FigurePage page, Box box, LayerShape layer, WeightHistory history)
    {
        (PlotType type, Theme theme) = (page.Type, page.Theme);
        (double low, double high) = history.Range(Outside);
        double slack = Math.Max(0.04 * (high - low), 1e-9);
        Charts.Ticks ticks = Charts.Ticks.Cover(low - slack, high + slack, 5) with { Low = low - slack, High = high + slack };
        PlotPanel panel = new(
            box,
            new PanelTexts(layer.Title, $"{NumberText.Count(history.Histograms[^1].Count)} weights", "epoch", "weight"),
            _ => new LinearScale(ticks),
            _ => new RidgeScale(history.Epochs, box.Height, Overlap, type),
            type.Gap,
            type,
            theme);
        panel.Draw(page.Drawing, rules: false);
        foreach ((double value, _) in panel.XScale.Marks)
            page.Drawing.Add(Area.Rectangle(new Box(panel.X(value) - type.Hairline / 2, panel.Plot.Top, type.Hairline, panel.Plot.Height), theme.Rule));

        double[] points = [.. Enumerable.Range(0, Math.Max(32, (int)panel.Plot.Width / 2)).Select(index => low - slack + index / (Math.Max(32, (int)panel.Plot.Width / 2) - 1.0) * (high - low + 2 * slack))];
        double[][] densities = [.. history.Histograms.Select(histogram => histogram.Density(points))];
        double tallest = Math.Max(densities.Max(density => density.Max()), 1e-30);
        float lane = panel.Plot.Height / (history.Epochs.Count - 1 + Overlap), height = lane * Overlap;
        for (int index = 0; index < densities.Length; index++)
        {
            float baseline = panel.Y(history.Epochs[index]);
            Vector2[] line = [.. points.Select((point, at) => new Vector2(panel.X(point), baseline - (float)(densities[index][at] / tallest) * height * 0.97f))];
            double age = densities.Length == 1 ? 1 : index / (densities.Length - 1.0);
            Rgb fill = OkLab.From(theme.Background).Towards(OkLab.From(theme.Positive), 0.18 + 0.62 * age).ToRgb();
            Stroke edge = new(line, index == densities.Length - 1 ? theme.Ink : theme.Background, MathF.Max(1.3f * type.Unit, 0.8f));
            page.Drawing.Add(new Area([.. line, new(panel.Plot.Right, baseline), new(panel.Plot.Left, baseline)], fill, 0.94f, edge));
        }
    }
}
