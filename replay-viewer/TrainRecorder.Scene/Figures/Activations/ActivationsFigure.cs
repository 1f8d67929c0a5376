using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Activations;

/// <summary>
/// Above, the 98th percentile and the standard deviation of every layer's activations in one plot, as in fig. 3 of Glorot and Bengio,
/// "Understanding the difficulty of training deep feedforward neural networks" (2010); below, the percentiles of each layer as bands.
/// </summary>
internal static class ActivationsFigure
{
    private const string Deviation = "activation_std";
    private const float UpperShare = 0.47f;

    private static readonly string[] s_statistics =
        [Deviation, "activation_p2", "activation_p25", "activation_p50", "activation_p75", "activation_p98"];

    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken) => Compose(
        source,
        await StatisticHistory.ReadAsync(source, options.Width, "activations", s_statistics, cancellationToken).ConfigureAwait(false),
        options);

    private static PictureScene Compose(FigureSource source, IReadOnlyList<StatisticHistory> histories, SceneOptions options)
    {
        string[] notes =
        [
            "bands below: activations, 2nd to 98th and 25th to 75th percentile; line: median",
            "over all units of the layer and all samples of the probe",
            .. Notes.Thinned(histories.Max(history => history.Stride), histories.Max(history => history.Recorded)),
            .. Notes.NotShown(source, histories.Select(history => history.Layer), "no summary recorded"),
        ];
        FigurePage page = new(options, "Spread of the activations", source.Subject, notes, LayerLines.LastEpoch(source));
        float gap = 3 * page.Type.Gap;
        Box upper = page.Body with { Height = page.Body.Height * UpperShare - gap / 2 };
        Box lower = Box.Between(page.Body.Left, upper.Bottom + gap, page.Body.Right, page.Body.Bottom);
        LayerLines.Draw(
            page,
            upper,
            source,
            new PanelTexts("", "", "activation", "epoch"),
            [.. histories.Select(history => (history.Layer, (IReadOnlyList<(IReadOnlyList<int>, IReadOnlyList<double>, LineStyle)>)
                [(history.Epochs, history.Values[Deviation], LineStyle.Solid), (history.Epochs, history.Values["activation_p98"], LineStyle.Dashed)]))],
            about => LinearScale.Cover(histories.SelectMany(history => history.Values[Deviation].Concat(history.Values["activation_p98"])), about, low: 0),
            [("standard deviation", LineStyle.Solid), ("98th percentile", LineStyle.Dashed)]);
        IReadOnlyList<Box> boxes = PanelGrid.Divide(lower, histories.Count, 1.9f, 4 * page.Type.Gap);
        for (int index = 0; index < histories.Count; index++)
            Draw(page, boxes[index], source, histories[index], index, histories.Count);
        return page.ToScene();
    }

    private static void Draw(FigurePage page, Box box, FigureSource source, StatisticHistory history, int index, int count)
    {
        LayerShape layer = source.Network.Layers[history.Layer];
        Colours.Rgb colour = LayerColours.Of(index, count, page.Theme);
        PlotPanel panel = new(
            box,
            new PanelTexts(layer.Title, $"{NumberText.Count(layer.Units)} units · {layer.Activation}", "", "epoch"),
            width => LinearScale.Epochs(source.Epochs[0], source.Epochs[^1], width, page.Type.Unit),
            about => LinearScale.Cover(history.Values["activation_p2"].Concat(history.Values["activation_p98"]), about),
            page.Type.Gap,
            page.Type,
            page.Theme);
        panel.Draw(page.Drawing);
        new PlotBand(history.Epochs, history.Values["activation_p2"], history.Values["activation_p98"], colour, 0.22f).Draw(page.Drawing, panel);
        new PlotBand(history.Epochs, history.Values["activation_p25"], history.Values["activation_p75"], colour, 0.42f).Draw(page.Drawing, panel);
        new PlotLine(history.Epochs, history.Values["activation_p50"], colour).Draw(page.Drawing, panel, page.Type);
    }
}
