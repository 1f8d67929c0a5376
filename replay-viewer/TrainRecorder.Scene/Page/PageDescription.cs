using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Page;

/// <summary>Describes a recording to a page: all but the values of its epochs.</summary>
/// <param name="source">The recording.</param>
/// <param name="ranges">Its ranges.</param>
/// <param name="packer">Takes layouts and curves.</param>
internal sealed class PageDescription(PageSource source, PageRanges ranges, TensorPacker packer)
{
    private const int StrokeClasses = 32;
    private static readonly string[] s_fills = ["saturation", "mean_activation"];
    private static readonly string[] s_lines = ["contribution", "change", "gradient"];

    private readonly RunHistory _history = source.History;

    /// <summary>The document.</summary>
    public PageDocument Write(IReadOnlyList<int> epochs, bool live)
    {
        (IReadOnlyList<PageScale> scales, PageLayer[] layers) = Layers(source, ranges);
        return new PageDocument
        {
            Title = _history.Name,
            Run = source.Run,
            Software = source.Software,
            Live = live,
            RecordedEpochs = _history.Epochs.Count,
            Epochs = epochs,
            Layouts = PageLayouts.Write(source.Recorded, _history, packer),
            Layers = layers,
            Edges = [.. source.Links.Select(link => Edges(link, kept: null))],
            Joins = [.. source.Drawn.Wires.Where(wire => !wire.HasValues).Select(wire => new PageJoin(wire.From, wire.To, wire.Kind == WireKind.OneToOne))],
            Charts = [.. Charts()],
            Findings = source.Findings,
            Samples = source.Samples,
            Scales = scales,
            Strokes = Strokes(source, ranges),
            Themes = new PageThemes(PageTheme.Of(Theme.Light), PageTheme.Of(Theme.Dark)),
            Schedules = source.Schedules.Where(schedule => IsShown(schedule.Key, layers)).ToDictionary(),
            Tensors = packer.Tensors,
        };
    }

    private bool IsShown(string column, PageLayer[] layers) => source.Links.Any(link => link.Column == column)
        || layers.Any(layer => layer.Quantities.Keys.Any(quantity => column == $"{layer.Name}.{quantity}"));

    /// <summary>The weights of a link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="kept">The places of those that the page holds, null if all.</param>
    public PageEdges Edges(PageLink link, int[]? kept)
    {
        (int from, int to) = (source.Network.Layers[link.From].Units, source.Network.Layers[link.To].Units);
        string name = link.Column;
        return new PageEdges
        {
            From = link.From,
            To = link.To,
            Name = name,
            Total = from * to,
            Drawn = EdgeBudget.Between(from, to),
            Kernel = link.Kernel.Count > 0 ? link.Kernel : null,
            Gradient = link.HasGradient,
            Reach = ranges.Weights[link.To]?.Largest ?? 0,
            Source = kept is null ? null : packer.Places($"{name}.source", Array.ConvertAll(kept, place => place % from)),
            Target = kept is null ? null : packer.Places($"{name}.target", Array.ConvertAll(kept, place => place / from)),
        };
    }

    /// <summary>The layers, and the scales of what is known of their units.</summary>
    public static (IReadOnlyList<PageScale> Scales, PageLayer[] Layers) Layers(PageSource source, PageRanges ranges)
    {
        List<PageScale> scales = [];
        PageLayer[] layers = new PageLayer[source.Network.Layers.Count];
        for (int index = 0; index < layers.Length; index++)
        {
            LayerShape layer = source.Network.Layers[index];
            Dictionary<string, int> quantities = [];
            foreach (string quantity in ranges.Quantities(index))
            {
                PageScale scale = PageScale.Of(layer, index == 0, quantity, ranges.Of(index, quantity)!.Value, ranges.Widest(quantity));
                if (!scales.Contains(scale))
                    scales.Add(scale);
                quantities.Add(quantity, scales.IndexOf(scale));
            }
            layers[index] = new PageLayer
            {
                Name = layer.Name,
                Title = layer.Title,
                Caption = [.. LayerHead.Constant(layer)],
                Units = layer.Units,
                Labels = layer.UnitNames,
                Image = (layer.Image ?? layer.Tiles) is { } image ? [image.Channels, image.Height, image.Width] : null,
                CanDie = LayerHead.CanDie(layer),
                Quantities = quantities,
                Fill = s_fills.FirstOrDefault(quantities.ContainsKey) ?? "",
            };
        }
        return (scales, layers);
    }

    /// <summary>How lines are drawn.</summary>
    public static PageStrokes Strokes(PageSource source, PageRanges ranges)
    {
        SceneComposer scene = new(source.Recorded, source.HistoryWith(ranges), new SceneOptions());
        WeightScale scale = scene.Weights.Largest > 0 ? scene.Weights : scene.Strengths;
        PageStroke Stroke(int index)
        {
            float weight = scale.Largest * (index + 0.5f) / StrokeClasses;
            return new PageStroke(scale.Width(weight) / scale.FullWidth, scale.Opacity(weight));
        }

        Dictionary<string, double> largest = new() { ["weight"] = scale.Largest };
        foreach (string lines in s_lines)
        {
            if (ranges.Largest(lines) is > 0 and double size)
                largest[lines] = size;
        }
        return new PageStrokes(largest, [.. Enumerable.Range(0, StrokeClasses).Select(Stroke)]);
    }

    private IEnumerable<PageChart> Charts()
    {
        string epochs = packer.Floats("epochs", [.. _history.Epochs.Select(epoch => (float)epoch)]);
        foreach ((string title, (string Name, Curve Curve)[] curves) in Curves(_history))
        {
            PageSeries[] series =
            [
                .. curves.Select(curve => new PageSeries(
                    curve.Name, epochs, packer.Floats($"curve.{title}.{curve.Name}", [.. curve.Curve.Values.Select(value => (float)value)]))),
            ];
            if (series.Length > 0)
                yield return new PageChart(title, series);
        }
    }

    /// <summary>The curves of a history that hold a value, by the chart they belong to.</summary>
    public static IEnumerable<(string Title, (string Name, Curve Curve)[] Curves)> Curves(RunHistory history)
    {
        (string Name, Curve Curve)[] Used(Curve training, Curve validation) =>
            [.. new[] { ("training", training), ("validation", validation) }.Where(curve => curve.Item2.HasValues)];

        yield return ("loss", Used(history.TrainLoss, history.ValidationLoss));
        if (history.Score.Length > 0)
            yield return (history.Score, Used(history.TrainScore, history.ValidationScore));
    }
}
