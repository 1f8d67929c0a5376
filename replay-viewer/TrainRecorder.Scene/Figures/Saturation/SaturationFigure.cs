using TrainRecorder.Scene.Charts;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Saturation;

/// <summary>Saturation of every unit (upwards) at every epoch (to the right), a heat map a layer.</summary>
internal static class SaturationFigure
{
    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken) =>
        Compose(source, await SaturationMap.ReadAsync(source, options.Width, cancellationToken).ConfigureAwait(false), options);

    private static PictureScene Compose(FigureSource source, IReadOnlyList<SaturationMap> maps, SceneOptions options)
    {
        ScaleBar bar = new("saturation", options.Theme.Saturation, new Ticks(0, 1, 0.25));
        string[] notes =
        [
            "units sorted by their saturation at the last epoch",
            .. Meaning(source, maps),
            .. Notes.Thinned(maps.Max(map => map.Stride), maps.Max(map => map.Recorded)),
            .. Notes.NotShown(source, maps.Select(map => map.Layer), "no saturation recorded"),
        ];
        FigurePage page = new(options, "Saturation of every unit", source.Subject, notes, LayerLines.LastEpoch(source));
        float gap = 3 * page.Type.Gap, barWidth = bar.Width(page.Type);
        Box room = page.Body with { Width = page.Body.Width - barWidth - gap };
        IReadOnlyList<Box> boxes = PanelGrid.Divide(room, maps.Count, 2.2f, gap, PlotPanel.TextHeight(page.Type));
        PlotPanel[] panels = [.. maps.Select((map, index) => Draw(page, boxes[index], source.Network.Layers[map.Layer], map))];
        float height = MathF.Min(room.Height, 460 * page.Type.Unit), head = page.Type.Axis.LineHeight + page.Type.Gap;
        bar.Draw(page.Drawing, new Box(page.Body.Right - barWidth, panels[0].Plot.Top - head, barWidth, Math.Min(height, panels[^1].Plot.Bottom - panels[0].Plot.Top) + head), page.Type, page.Theme);
        return page.ToScene();
    }

    private static PlotPanel Draw(FigurePage page, Box box, LayerShape layer, SaturationMap map)
    {
        EpochCells cells = new(map.Epochs);
        PanelTexts texts = new(layer.Title, $"{Units(map.Units)} · {layer.Activation}", "unit, sorted", "epoch");
        PlotPanel panel = new(
            box,
            texts,
            width => new LinearScale(cells.Ticks(Math.Max(2, (int)(width / (80 * MathF.Max(page.Type.Unit, 0.6f)))))),
            about => new LinearScale(Ticks.Within(0, map.Units, about)),
            page.Type.Gap,
            page.Type,
            page.Theme);
        page.Drawing.Add(Paint(map, cells, panel.Plot, page.Theme));
        panel.Draw(page.Drawing, rules: false);
        return panel;
    }

    /// <summary>A cell an epoch and unit; the mean of several units where there are more of them than pixels.</summary>
    private static Raster Paint(SaturationMap map, EpochCells cells, Box plot, Theme theme)
    {
        int[] order = map.Order(), columns = cells.Columns(Math.Max(1, (int)plot.Width));
        int rows = Math.Min(map.Units, Math.Max(1, (int)plot.Height));
        byte[] pixels = new byte[columns.Length * rows * 4];
        for (int row = 0, place = 0; row < rows; row++)
        {
            int first = (int)((long)(rows - 1 - row) * map.Units / rows), end = (int)((long)(rows - row) * map.Units / rows);
            foreach (int column in columns)
            {
                double mean = Mean(map.Values[column], order.AsSpan(first..end));
                Rgb colour = double.IsNaN(mean) ? theme.Rule : theme.Saturation.At(mean);
                (pixels[place], pixels[place + 1], pixels[place + 2], pixels[place + 3]) = (colour.Red, colour.Green, colour.Blue, 255);
                place += 4;
            }
        }
        return new Raster(plot, columns.Length, rows, pixels, Smooth: false);
    }

    private static double Mean(float[] values, ReadOnlySpan<int> units)
    {
        double sum = 0;
        int count = 0;
        foreach (int unit in units)
        {
            if (float.IsNaN(values[unit]))
                continue;
            sum += values[unit];
            count++;
        }
        return count == 0 ? double.NaN : sum / count;
    }

    private static IEnumerable<string> Meaning(FigureSource source, IEnumerable<SaturationMap> maps)
    {
        string[] activations = [.. maps.Select(map => source.Network.Layers[map.Layer].Activation).Distinct()];
        bool isBounded(string activation) => activation is "tanh" or "sigmoid" or "softsign" || activation.StartsWith("hard", StringComparison.Ordinal);
        if (activations.Any(isBounded))
            yield return "saturation of a bounded activation: mean |output| over the probe, scaled to [−1, 1]";
        if (!activations.All(isBounded))
            yield return "saturation of a relu-like activation: share of the probe in its flat part";
    }

    private static string Units(int count) => count == 1 ? "1 unit" : $"{NumberText.Count(count)} units";
}
