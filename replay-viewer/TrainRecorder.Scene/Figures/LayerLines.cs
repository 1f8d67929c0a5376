using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;

namespace TrainRecorder.Scene.Figures;

/// <summary>A line or two for every layer in one plot, named at their right ends.</summary>
internal static class LayerLines
{
    /// <summary>Draws the plot.</summary>
    /// <param name="page">The page.</param>
    /// <param name="box">The plot's room.</param>
    /// <param name="source">The layers and epochs.</param>
    /// <param name="texts">What is written around the plot.</param>
    /// <param name="lines">Of each layer, its place in the network and its lines; the first ends where the name stands.</param>
    /// <param name="scale">The axis upwards; a function of how many numbers fit.</param>
    /// <param name="key">What the styles mean; empty where there is one only.</param>
    /// <param name="behind">Drawn behind the lines.</param>
    public static void Draw(
        FigurePage page,
        Box box,
        FigureSource source,
        PanelTexts texts,
        IReadOnlyList<(int Layer, IReadOnlyList<(IReadOnlyList<int> Epochs, IReadOnlyList<double> Values, LineStyle Style)> Lines)> lines,
        Func<int, IAxisScale> scale,
        IReadOnlyList<(string Text, LineStyle Style)> key,
        Action<PlotPanel>? behind = null)
    {
        PlotType type = page.Type;
        string[] names = [.. lines.Select(line => source.Network.Layers[line.Layer].Name)];
        (int first, int last) = (source.Epochs[0], source.Epochs[^1]);
        PlotPanel panel = new(
            box, texts, width => LinearScale.Epochs(first, last, width, type.Unit), scale, EndLabels.Room(names, type), type, page.Theme);
        behind?.Invoke(panel);
        panel.Draw(page.Drawing);
        panel.DrawKey(page.Drawing, [.. key.Select(item => (item.Text, page.Theme.Muted, item.Style))]);
        List<(string, double, Rgb)> ends = [];
        for (int index = 0; index < lines.Count; index++)
        {
            Rgb colour = LayerColours.Of(index, lines.Count, page.Theme);
            PlotLine[] drawn = [.. lines[index].Lines.Select(line => new PlotLine(line.Epochs, line.Values, colour, line.Style))];
            foreach (PlotLine line in drawn)
                line.Draw(page.Drawing, panel, type);
            ends.Add((names[index], drawn.Select(line => line.Last(panel.YScale)).FirstOrDefault(double.IsFinite, double.NaN), colour));
        }
        EndLabels.Draw(page.Drawing, panel, ends, type, page.Theme);
    }

    /// <summary>The last epoch of a range that is in the recording.</summary>
    public static int LastEpoch(FigureSource source) => source.Epochs[^1];
}
