using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Legend;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>Makes the document of a page and the data beside it.</summary>
public static class PageExport
{
    private const int StrokeClasses = 32;

    /// <summary>Writes the data of the epochs shown and returns the document that describes it.</summary>
    /// <param name="source">The recording.</param>
    /// <param name="epochs">The epochs shown, increasing, at least one.</param>
    /// <param name="data">Takes the tensors, uncompressed; not closed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PageDocument> WriteAsync(PageSource source, IReadOnlyList<int> epochs, Stream data, CancellationToken cancellationToken = default)
    {
        PageFrames frames = await PageFrames.GatherAsync(source, epochs, cancellationToken).ConfigureAwait(false);
        TensorPacker packer = new(data);
        SceneComposer scene = new(source.Network, source.History, new SceneOptions { Folds = false });
        List<UnitFill> fills = [.. scene.Fills.OfType<UnitFill>().DistinctBy(fill => fill.Title)];
        return new PageDocument
        {
            Title = source.History.Name,
            Run = source.Run,
            Software = source.Software,
            RecordedEpochs = source.History.Epochs.Count,
            Epochs = epochs,
            Layouts = PageLayouts.Write(source, packer),
            Layers =
            [
                .. source.Network.Layers.Select((layer, index) =>
                    Layer(layer, fills.FindIndex(fill => fill.Title == scene.Fills[index]?.Title), frames.Layers[index], packer)),
            ],
            Edges = [.. Edges(source.Network, frames, packer)],
            Charts = [.. Charts(source.History, packer)],
            Fills = [.. fills.Select(fill => new PageFill(fill.Title, fill.IsSaturation ? "saturation" : "activation", fill.Low, fill.High))],
            Strokes = Strokes(scene.Weights),
            Themes = new PageThemes(PageTheme.Of(Theme.Light), PageTheme.Of(Theme.Dark)),
            Tensors = packer.Tensors,
        };
    }

    private static PageLayer Layer(LayerShape layer, int fill, LayerFrames frames, TensorPacker packer)
    {
        string? Frames(string name, float[]? values, int width) => values is null ? null : packer.Frames($"{layer.Name}.{name}", values, width);

        return new PageLayer
        {
            Name = layer.Name,
            Title = layer.Title,
            Caption = [.. LayerHead.Constant(layer)],
            Units = layer.Units,
            Labels = layer.UnitNames,
            Fill = fill,
            Saturation = Frames("saturation", frames.Saturation, layer.Units),
            Activation = Frames("mean_activation", frames.Activation, layer.Units),
            Bias = Frames("bias", frames.Bias, layer.Units),
            Dead = LayerHead.CanDie(layer) ? Frames("dead", frames.Dead, 1) : null,
        };
    }

    private static IEnumerable<PageEdges> Edges(NetworkShape network, PageFrames frames, TensorPacker packer)
    {
        for (int index = 1; index < frames.Layers.Count; index++)
        {
            LayerFrames layer = frames.Layers[index];
            if (layer.Weight is null || layer.Edges == 0)
                continue;
            string name = network.Layers[index].Name;
            int from = network.Layers[index - 1].Units;
            yield return new PageEdges
            {
                From = index - 1,
                To = index,
                Total = layer.TotalEdges,
                Drawn = EdgeBudget.Between(from, network.Layers[index].Units),
                Source = layer.Kept is null ? null : packer.Places($"{name}.weight.source", Array.ConvertAll(layer.Kept, place => place % from)),
                Target = layer.Kept is null ? null : packer.Places($"{name}.weight.target", Array.ConvertAll(layer.Kept, place => place / from)),
                Weight = packer.Frames($"{name}.weight", layer.Weight, layer.Edges),
                NotFinite = layer.NotFinite is null ? null : packer.Frames($"{name}.weight.not_finite", layer.NotFinite, 1),
            };
        }
    }

    private static IEnumerable<PageChart> Charts(RunHistory history, TensorPacker packer)
    {
        string epochs = packer.Floats("epochs", [.. history.Epochs.Select(epoch => (float)epoch)]);
        PageSeries[] Series(string title, params (string Name, Curve Curve)[] curves) =>
        [
            .. curves.Where(curve => curve.Curve.HasValues).Select(curve => new PageSeries(
                curve.Name, epochs, packer.Floats($"{title}.{curve.Name}", [.. curve.Curve.Values.Select(value => (float)value)]))),
        ];

        PageSeries[] loss = Series("loss", ("training", history.TrainLoss), ("validation", history.ValidationLoss));
        if (loss.Length > 0)
            yield return new PageChart("loss", loss);
        PageSeries[] score = Series("score", ("training", history.TrainScore), ("validation", history.ValidationScore));
        if (score.Length > 0)
            yield return new PageChart(history.Score, score);
    }

    private static PageStrokes Strokes(WeightScale scale)
    {
        PageStroke Stroke(int index)
        {
            float weight = scale.Largest * (index + 0.5f) / StrokeClasses;
            return new PageStroke(scale.Width(weight) / scale.FullWidth, scale.Opacity(weight));
        }

        double[] legend = [.. WeightSteps.Of(scale).Select(step => (double)step)];
        return new PageStrokes(scale.Largest, [.. Enumerable.Range(0, StrokeClasses).Select(Stroke)], legend);
    }
}
