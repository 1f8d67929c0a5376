using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Legend;

/// <summary>Units of a few kinds, side by side, with what they are.</summary>
/// <param name="title">What they differ in.</param>
/// <param name="kinds">Name and colour of each.</param>
/// <param name="theme">The colours of the picture.</param>
/// <param name="type">The type scale.</param>
internal sealed class UnitKey(string title, IReadOnlyList<(string Name, Rgb Colour)> kinds, Theme theme, TypeScale type) : ILegendItem
{
    private float Radius => type.Caption.CapHeight * 0.62f;

    public float Width => MathF.Max(type.Caption.Width(title), kinds.Sum(kind => 2 * Radius + type.Gap / 2 + type.Caption.Width(kind.Name)) + 2 * type.Gap * (kinds.Count - 1));

    public float Height => 2 * type.Caption.LineHeight;

    public void Draw(Drawing drawing, float left, float top, float width)
    {
        drawing.Write(title, left, top + type.Caption.Ascent, Anchor.Start, type.Caption, theme.Muted);
        float middle = top + 1.5f * type.Caption.LineHeight;
        foreach ((string name, Rgb colour) in kinds)
        {
            Vector2 centre = new(left + Radius, middle);
            drawing.Add(new Disc(centre, Radius, theme.Outline));
            drawing.Add(new Disc(centre, Radius - type.Hairline, colour));
            left += 2 * Radius + type.Gap / 2;
            drawing.Write(name, left, middle + type.Caption.CapHeight / 2, Anchor.Start, type.Caption, theme.Muted);
            left += type.Caption.Width(name) + 2 * type.Gap;
        }
    }
}
