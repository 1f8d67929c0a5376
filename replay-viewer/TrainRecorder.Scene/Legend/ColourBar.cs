using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Legend;

/// <summary>A bar of a colour map with its title above and its ends below.</summary>
/// <param name="fill">The colours and their scale.</param>
/// <param name="theme">The colours of the picture.</param>
/// <param name="type">The type scale.</param>
/// <param name="title">The title; null for the fill's own.</param>
internal sealed class ColourBar(UnitFill fill, Theme theme, TypeScale type, string? title = null) : ILegendItem
{
    private const float BarWidth = 150;
    private const float BarHeight = 12;

    private readonly string _title = title ?? fill.Title;

    /// <summary>What stands at the ends in place of numbers.</summary>
    public (string Low, string High)? Ends { get; init; }

    private float Bar => MathF.Max(BarHeight * type.Unit, 6);

    public float Width => MathF.Max(MathF.Max(BarWidth * type.Unit, 70), MathF.Max(type.Caption.Width(_title), EndsWidth));

    public float Height => type.Caption.LineHeight + Bar + type.Gap / 2 + type.Tick.LineHeight;

    private float EndsWidth => Ends is { } ends ? type.Tick.Width(ends.Low) + type.Gap + type.Tick.Width(ends.High) : 0;

    public void Draw(Drawing drawing, float left, float top, float width)
    {
        drawing.Write(_title, left, top + type.Caption.Ascent, Anchor.Start, type.Caption, theme.Muted);
        Box bar = new(left, top + type.Caption.LineHeight + type.Gap / 4, width, Bar);
        drawing.Add(Gradient(bar));
        float baseline = bar.Bottom + type.Gap / 4 + type.Tick.Ascent;
        IReadOnlyList<string> texts = Ends is { } ends ? [ends.Low, "", ends.High] : Numbers(fill.Low, fill.High);
        drawing.Write(texts[0], bar.Left, baseline, Anchor.Start, type.Tick, theme.Muted);
        drawing.Write(texts[1], bar.Centre.X, baseline, Anchor.Middle, type.Tick, theme.Muted);
        drawing.Write(texts[2], bar.Right, baseline, Anchor.End, type.Tick, theme.Muted);
    }

    /// <summary>Both ends, and the middle if it is about as plain a number as they are.</summary>
    private static IReadOnlyList<string> Numbers(double low, double high)
    {
        IReadOnlyList<string> ends = NumberText.Scale([low, high]);
        string middle = NumberText.Scale([(low + high) / 2])[0];
        int allowed = Math.Max(ends.Max(Decimals), 1) + (low == 0 || high == 0 ? 1 : 0);
        return [ends[0], Decimals(middle) <= allowed ? middle : "", ends[1]];
    }

    private static int Decimals(string number) => number.Length - 1 - (number + '.').IndexOf('.', StringComparison.Ordinal);

    private Raster Gradient(Box bar)
    {
        byte[] pixels = new byte[ColourMap.Size * 4];
        for (int index = 0; index < ColourMap.Size; index++)
        {
            Rgb colour = fill.Map.Colours[index];
            (pixels[4 * index], pixels[4 * index + 1], pixels[4 * index + 2], pixels[4 * index + 3]) = (colour.Red, colour.Green, colour.Blue, 255);
        }
        return new Raster(bar, ColourMap.Size, 1, pixels, Smooth: false);
    }
}
