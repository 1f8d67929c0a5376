using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Plots;

/// <summary>Names to the right of a plot, each at the height where its line ends, moved apart as far as they need.</summary>
internal static class EndLabels
{
    private const float WidestName = 190;

    /// <summary>The room they need, in pixels.</summary>
    public static float Room(IEnumerable<string> names, PlotType type) =>
        MathF.Min(names.Max(name => type.Axis.Width(name)), WidestName * type.Unit) + Swatch(type) + 2 * type.Gap;

    /// <summary>Draws them; if there are more than fit, the last lines are not named.</summary>
    public static void Draw(Drawing drawing, PlotPanel panel, IReadOnlyList<(string Name, double Value, Rgb Colour)> lines, PlotType type, Theme theme)
    {
        float height = type.Axis.LineHeight;
        int most = Math.Max(1, (int)(panel.Plot.Height / height) + 1);
        (string Name, Rgb Colour, float Y)[] labels =
        [
            .. lines.Take(most)
                .Select(line => (line.Name, line.Colour, Y: double.IsFinite(panel.YScale.Share(line.Value)) ? panel.Y(line.Value) : panel.Plot.Bottom))
                .OrderBy(line => line.Y),
        ];
        float[] places = Spread([.. labels.Select(label => label.Y)], height, panel.Plot.Top, panel.Plot.Bottom);
        float left = panel.Plot.Right + type.Gap;
        for (int index = 0; index < labels.Length; index++)
        {
            drawing.Add(Stroke.Line(left, places[index], left + Swatch(type), places[index], labels[index].Colour, 1.6f * type.Line));
            string name = TextFit.Shorten(labels[index].Name, type.Axis, WidestName * type.Unit);
            float baseline = places[index] + type.Axis.CapHeight / 2;
            drawing.Write(name, left + Swatch(type) + type.Gap / 2, baseline, Anchor.Start, type.Axis, theme.Ink);
        }
    }

    /// <summary>Heights at least a distance apart, as near to the wanted ones as can be, in the same order.</summary>
    /// <param name="wanted">Rising.</param>
    /// <param name="distance">The least distance.</param>
    /// <param name="top">The lowest number allowed.</param>
    /// <param name="bottom">The highest number allowed; passed only if there is no room.</param>
    internal static float[] Spread(IReadOnlyList<float> wanted, float distance, float top, float bottom)
    {
        float[] places = [.. wanted];
        for (int index = 0; index < places.Length; index++)
            places[index] = MathF.Max(places[index], index == 0 ? top : places[index - 1] + distance);
        float limit = MathF.Max(bottom, top + (places.Length - 1) * distance);
        for (int index = places.Length - 1; index >= 0; index--, limit -= distance)
        {
            if (places[index] <= limit)
                continue;
            places[index] = limit;
        }
        return places;
    }

    private static float Swatch(PlotType type) => MathF.Max(16 * type.Unit, 9);
}
