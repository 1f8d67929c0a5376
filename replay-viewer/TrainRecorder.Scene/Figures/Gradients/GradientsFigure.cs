using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Plots;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Gradients;

/// <summary>
/// Gradient flow: the mean size of each layer's gradient over the epochs, on a logarithmic scale. Where gradients were not recorded, the
/// norm of the whole network's, which always is.
/// </summary>
internal static class GradientsFigure
{
    private const int MostEpochs = 240;
    private const double Vanishing = 1e-7;
    private const double VanishingInSight = 1e-5;

    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<GradientFlow> flows = await GradientFlow.ReadAsync(source, MostEpochs, cancellationToken).ConfigureAwait(false);
        if (flows.Count > 0 && (!source.IsChosen || flows.Count == source.Layers.Count))
            return Layers(source, flows, options);
        ScalarHistory? norm = source.IsChosen
            ? null
            : await ScalarHistory.ReadAsync(source, "train.gradient_norm", options.Width, cancellationToken).ConfigureAwait(false);
        return norm is not null ? Norm(source, norm, options) : throw new RecordingException(
            RecordingFault.NotRecorded,
            source.IsChosen
                ? $"gradients cannot be shown: the recording does not have those of {string.Join(", ", source.Layers.Except(flows.Select(flow => flow.Layer)).Select(layer => source.Network.Layers[layer].Name))} (recording.gradients in the job)"
                : "gradients cannot be shown: the recording has neither those of the layers (recording.gradients in the job) nor train.gradient_norm");
    }

    private static PictureScene Layers(FigureSource source, IReadOnlyList<GradientFlow> flows, SceneOptions options)
    {
        long notFinite = flows.Sum(flow => flow.NotFinite);
        double[] all = [.. flows.SelectMany(flow => flow.Means)];
        string[] notes =
        [
            "of the weights, at the last step of each epoch, before clipping",
            .. notFinite > 0 ? [$"{NumberText.Count(notFinite)} values are not finite: exploding"] : Array.Empty<string>(),
            .. all.Any(mean => mean == 0) ? ["a gradient of 0 has no place on this scale"] : Array.Empty<string>(),
            .. Notes.Chosen(flows.Max(flow => flow.Epochs.Count), flows.Max(flow => flow.Due)),
            .. Notes.NotShown(source, flows.Select(flow => flow.Layer), "no gradient recorded"),
        ];
        FigurePage page = new(options, "Gradient flow", source.Subject, notes, LayerLines.LastEpoch(source));
        bool inSight = all.Any(mean => mean > 0 && mean < VanishingInSight);
        LayerLines.Draw(
            page,
            page.Body,
            source,
            new PanelTexts("", "", "mean |gradient| (logarithmic)", "epoch"),
            [.. flows.Select(flow => (flow.Layer, (IReadOnlyList<(IReadOnlyList<int>, IReadOnlyList<double>, LineStyle)>)
                [(flow.Epochs, flow.Means, LineStyle.Solid)]))],
            about => LogScale.Cover(inSight ? all.Append(Vanishing) : all, about),
            [],
            panel =>
            {
                if (inSight)
                    DrawVanishing(page, panel);
            });
        return page.ToScene();
    }

    private static void DrawVanishing(FigurePage page, PlotPanel panel)
    {
        float y = panel.Y(Vanishing);
        page.Drawing.Add(new Stroke([new(panel.Plot.Left, y), new(panel.Plot.Right, y)], page.Theme.Negative, page.Type.Hairline * 1.5f, Dashed: true));
        page.Drawing.Add(new Label(
            "vanishing below", new(panel.Plot.Left + page.Type.Gap, y - page.Type.Gap / 2), Anchor.Start, page.Type.Small, page.Theme.Muted, Halo: true));
    }

    private static PictureScene Norm(FigureSource source, ScalarHistory norm, SceneOptions options)
    {
        string[] notes =
        [
            "the layers' own gradients were not recorded (recording.gradients in the job)",
            "norm over all parameters at the last step of each epoch",
            .. Notes.Thinned(norm.Stride, norm.Recorded),
        ];
        FigurePage page = new(options, "Gradient norm of the whole network", source.Subject, notes, LayerLines.LastEpoch(source));
        PlotPanel panel = new(
            page.Body,
            new PanelTexts("", "", "norm of the gradient (logarithmic)", "epoch"),
            width => LinearScale.Epochs(source.Epochs[0], source.Epochs[^1], width, page.Type.Unit),
            about => LogScale.Cover(norm.Values, about),
            page.Type.Gap,
            page.Type,
            page.Theme);
        panel.Draw(page.Drawing);
        new PlotLine(norm.Epochs, norm.Values, page.Theme.Positive).Draw(page.Drawing, panel, page.Type);
        return page.ToScene();
    }
}
