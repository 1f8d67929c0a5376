using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Losses;

/// <summary>Loss and scores on the training and the validation part, a panel each, with the best epoch marked.</summary>
internal static class LossFigure
{
    private const double LogarithmicFrom = 30;

    private static readonly HashSet<string> s_notScores = ["learning_rate", "gradient_norm", "best_epoch"];

    private sealed record Metric(string Name, ScalarHistory? Train, ScalarHistory? Validation)
    {
        public IEnumerable<ScalarHistory> Parts => new[] { Train, Validation }.OfType<ScalarHistory>();

        public IEnumerable<double> Values => Parts.SelectMany(part => part.Values);
    }

    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken)
    {
        if (source.IsChosen)
            throw new RecordingException(RecordingFault.NotRecorded, "loss and scores are those of the whole network: --layer does not apply");
        List<Metric> metrics = [];
        foreach (string name in Names(source.Recording.Schema))
        {
            ScalarHistory? train = await ScalarHistory.ReadAsync(source, "train." + name, options.Width, cancellationToken).ConfigureAwait(false);
            ScalarHistory? validation = await ScalarHistory.ReadAsync(source, "validation." + name, options.Width, cancellationToken).ConfigureAwait(false);
            if (train is not null || validation is not null)
                metrics.Add(new Metric(name, train, validation));
        }
        if (metrics.Count == 0)
            throw source.Nothing("loss");
        int? best = await BestEpoch.FindAsync(source, cancellationToken).ConfigureAwait(false);
        return Compose(source, metrics, best, options);
    }

    private static IEnumerable<string> Names(RecordingSchema schema) => schema.Columns.Where(column => column.Info.Type == "double").Select(column => column.Path.Split('.'))
        .Where(parts => parts is ["train" or "validation", _] && !s_notScores.Contains(parts[1]))
        .Select(parts => parts[1]).Distinct();

    private static PictureScene Compose(FigureSource source, IReadOnlyList<Metric> metrics, int? best, SceneOptions options)
    {
        ScalarHistory[] parts = [.. metrics.SelectMany(metric => metric.Parts)];
        string[] notes =
        [
            .. best is { } epoch ? [$"smallest validation loss at epoch {NumberText.Count(epoch)}"] : Array.Empty<string>(),
            .. parts.Any(part => part.Values.Any(value => !double.IsFinite(value))) ? ["values that are not finite are gaps"] : Array.Empty<string>(),
            .. Notes.Thinned(parts.Max(part => part.Stride), parts.Max(part => part.Recorded)),
        ];
        FigurePage page = new(options, metrics.Count == 1 ? "Loss" : "Loss and " + string.Join(", ", metrics.Skip(1).Select(metric => metric.Name)), source.Subject, notes, LayerLines.LastEpoch(source));
        IReadOnlyList<Box> boxes = PanelGrid.Divide(page.Body, metrics.Count, 1.3f, 6 * page.Type.Gap);
        for (int index = 0; index < metrics.Count; index++)
            Draw(page, boxes[index], source, metrics[index], best);
        return page.ToScene();
    }

    private static void Draw(FigurePage page, Box box, FigureSource source, Metric metric, int? best)
    {
        double[] finite = [.. metric.Values.Where(double.IsFinite)];
        bool isLogarithmic = metric.Name == "loss" && finite.Length > 0 && finite.Min() > 0 && finite.Max() / finite.Min() >= LogarithmicFrom;
        double? most = metric.Name == "accuracy" ? 1 : null;
        PlotPanel panel = new(
            box,
            new PanelTexts("", "", isLogarithmic ? metric.Name + " (logarithmic)" : metric.Name, "epoch"),
            width => LinearScale.Epochs(source.Epochs[0], source.Epochs[^1], width, page.Type.Unit),
            about => isLogarithmic ? LogScale.Cover(finite, about) : LinearScale.Cover(finite, about, NearZero(finite) ? 0 : null, most),
            page.Type.Gap,
            page.Type,
            page.Theme);
        panel.Draw(page.Drawing);
        if (best is { } epoch)
            page.Drawing.Add(Stroke.Line(panel.X(epoch), panel.Plot.Top, panel.X(epoch), panel.Plot.Bottom, page.Theme.Muted, page.Type.Hairline));
        (string, ScalarHistory? Part, Colours.Rgb, LineStyle)[] lines =
        [
            ("training", metric.Train, page.Theme.Positive, LineStyle.Solid), ("validation", metric.Validation, page.Theme.Negative, LineStyle.Dashed),
        ];
        foreach ((_, ScalarHistory? part, Colours.Rgb colour, LineStyle style) in lines)
        {
            if (part is not null)
                new PlotLine(part.Epochs, part.Values, colour, style).Draw(page.Drawing, panel, page.Type);
        }
        panel.DrawKey(page.Drawing, [.. lines.Where(line => line.Part is not null).Select(line => (line.Item1, line.Item3, line.Item4))]);
    }

    private static bool NearZero(double[] values) => values.Length > 0 && values.Min() > 0 && values.Min() < 0.5 * values.Max();
}
