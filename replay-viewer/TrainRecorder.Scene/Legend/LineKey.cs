using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Legend;

/// <summary>Short lines with what they mean: the signs of weights, or widths.</summary>
/// <param name="lines">Text, colour and width of each line.</param>
/// <param name="theme">The colours.</param>
/// <param name="type">The type scale.</param>
internal sealed class LineKey(IReadOnlyList<(string Text, Rgb Colour, float Width)> lines, Theme theme, TypeScale type) : ILegendItem
{
    private const float Swatch = 38;

    private float LineHeight => type.Caption.LineHeight * 1.1f;

    private float TextLeft => MathF.Max(Swatch * type.Unit, 20) + type.Gap;

    public float Width => TextLeft + lines.Max(line => type.Caption.Width(line.Text));

    public float Height => lines.Count * LineHeight;

    public void Draw(Drawing drawing, float left, float top, float width)
    {
        for (int index = 0; index < lines.Count; index++)
        {
            float middle = top + (index + 0.5f) * LineHeight;
            drawing.Add(Stroke.Line(left, middle, left + TextLeft - type.Gap, middle, lines[index].Colour, lines[index].Width));
            drawing.Write(lines[index].Text, left + TextLeft, middle + type.Caption.CapHeight / 2, Anchor.Start, type.Caption, theme.Muted);
        }
    }
}
