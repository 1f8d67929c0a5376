using TrainRecorder.Scene.Charts;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Plots;

/// <summary>An upright bar of colours with its numbers to the right and its meaning above.</summary>
internal sealed record ScaleBar(string Title, ColourMap Map, Ticks Ticks)
{
    private const int Marks = 64;

    /// <summary>Written behind every number.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The width it needs, in pixels.</summary>
    public float Width(PlotType type) =>
        MathF.Max(Bar(type) + type.Gap + Ticks.Values.Max(value => type.Small.Width(Text(value))), type.Axis.Width(Title));

    /// <summary>Draws it in a box: the title on its first line, the bar below.</summary>
    public void Draw(Drawing drawing, Box box, PlotType type, Theme theme)
    {
        drawing.Write(Title, box.Left, box.Top + type.Axis.Ascent, Anchor.Start, type.Axis, theme.Muted);
        Box bar = Box.Between(box.Left, box.Top + type.Axis.LineHeight + type.Gap, box.Left + Bar(type), box.Bottom);
        byte[] pixels = new byte[Marks * 4];
        for (int index = 0; index < Marks; index++)
        {
            Rgb colour = Map.At(1 - index / (Marks - 1.0));
            (pixels[4 * index], pixels[4 * index + 1], pixels[4 * index + 2], pixels[4 * index + 3]) = (colour.Red, colour.Green, colour.Blue, 255);
        }
        drawing.Add(new Raster(bar, 1, Marks, pixels, Smooth: false));
        foreach (double value in Ticks.Values)
        {
            float y = bar.Bottom - (float)Ticks.Share(value) * bar.Height;
            drawing.Add(Stroke.Line(bar.Right, y, bar.Right + type.Gap / 2, y, theme.Muted, type.Hairline));
            drawing.Write(Text(value), bar.Right + type.Gap, y + type.Small.CapHeight / 2, Anchor.Start, type.Small, theme.Muted);
        }
    }

    private string Text(double value) => Ticks.Text(value) + Unit;

    private static float Bar(PlotType type) => MathF.Max(16 * type.Unit, 9);
}
