using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Plots;

/// <summary>What is written around a plot.</summary>
/// <param name="Title">Above it; may be empty.</param>
/// <param name="Detail">Beside the title, smaller; may be empty; left out where there is no room.</param>
/// <param name="Y">What goes up, with its unit: written flat above the axis, where it can be read.</param>
/// <param name="X">What goes to the right.</param>
internal sealed record PanelTexts(string Title, string Detail, string Y, string X);

/// <summary>A plot with its axes, titles and numbers.</summary>
internal sealed class PlotPanel
{
    private readonly PanelTexts _texts;
    private readonly PlotType _type;
    private readonly Theme _theme;
    private readonly Box _box;

    /// <summary>Lays out a panel.</summary>
    /// <param name="box">Its room.</param>
    /// <param name="texts">What is written around the plot.</param>
    /// <param name="x">The axis to the right; a function of the plot's width.</param>
    /// <param name="y">The axis upwards; a function of how many numbers fit.</param>
    /// <param name="rightRoom">Room to the right of the plot, in pixels.</param>
    /// <param name="type">The texts.</param>
    /// <param name="theme">The colours.</param>
    public PlotPanel(Box box, PanelTexts texts, Func<float, IAxisScale> x, Func<int, IAxisScale> y, float rightRoom, PlotType type, Theme theme)
    {
        (_box, _texts, _type, _theme) = (box, texts, type, theme);
        float top = box.Top + (texts.Title.Length > 0 ? type.PanelTitle.LineHeight : 0)
            + (texts.Y.Length > 0 ? type.Axis.LineHeight + type.Gap / 2 : 0) + type.Gap / 2;
        float bottom = box.Bottom - type.Small.LineHeight - type.Axis.LineHeight - type.Gap / 2;
        YScale = y(Math.Max(2, (int)((bottom - top) / (3.2f * type.Small.LineHeight))));
        float numbers = YScale.Marks.Select(mark => type.Small.Width(mark.Text)).DefaultIfEmpty(0).Max();
        Plot = Box.Between(box.Left + numbers + (numbers > 0 ? type.Gap : 0), top, box.Right - rightRoom, bottom);
        XScale = x(Plot.Width);
    }

    /// <summary>About the height that titles and numbers take above and below a plot, in pixels.</summary>
    public static float TextHeight(PlotType type) => type.PanelTitle.LineHeight + 2 * type.Axis.LineHeight + type.Small.LineHeight + 1.5f * type.Gap;

    /// <summary>The room within the axes.</summary>
    public Box Plot { get; }

    public IAxisScale XScale { get; }

    public IAxisScale YScale { get; }

    /// <summary>The baseline of the y axis' title: a key may stand at its right end.</summary>
    public float KeyBaseline => Plot.Top - _type.Gap - _type.Axis.Descent;

    public float X(double value) => Plot.Left + (float)XScale.Share(value) * Plot.Width;

    public float Y(double value) => Plot.Bottom - (float)YScale.Share(value) * Plot.Height;

    /// <summary>Draws titles, numbers and, behind the plot, a fine line at each number of the y axis.</summary>
    /// <param name="drawing">Takes it.</param>
    /// <param name="rules">With the fine lines.</param>
    public void Draw(Drawing drawing, bool rules = true)
    {
        DrawTitles(drawing);
        foreach ((double value, string text) in YScale.Marks)
        {
            float y = Y(value);
            if (rules)
                drawing.Add(Stroke.Line(Plot.Left, y, Plot.Right, y, _theme.Rule, _type.Hairline));
            drawing.Write(text, Plot.Left - _type.Gap, y + _type.Small.CapHeight / 2, Anchor.End, _type.Small, _theme.Muted);
        }
        if (rules)
            drawing.Add(Stroke.Line(Plot.Left, Plot.Bottom, Plot.Right, Plot.Bottom, _theme.Rule, _type.Hairline));
        float baseline = Plot.Bottom + _type.Gap / 2 + _type.Small.Ascent, end = float.NegativeInfinity;
        foreach ((double value, string text) in XScale.Marks)
        {
            float half = _type.Small.Width(text) / 2, centre = X(value);
            if (centre - half < end + _type.Gap)
                continue;
            drawing.Add(Stroke.Line(centre, Plot.Bottom, centre, Plot.Bottom + _type.Gap / 2, _theme.Rule, _type.Hairline));
            drawing.Write(text, centre, baseline, Anchor.Middle, _type.Small, _theme.Muted);
            end = centre + half;
        }
        string x = TextFit.Shorten(_texts.X, _type.Axis, Plot.Width);
        drawing.Write(x, Plot.Centre.X, _box.Bottom - _type.Axis.Descent, Anchor.Middle, _type.Axis, _theme.Muted);
    }

    /// <summary>A key of lines at the right end of the y axis' title; left out if there is no room beside it.</summary>
    public void DrawKey(Drawing drawing, params IReadOnlyList<(string Text, Rgb Colour, LineStyle Style)> lines)
    {
        float swatch = MathF.Max(26 * _type.Unit, 16), between = 1.6f * _type.Gap;
        float width = lines.Sum(line => swatch + _type.Gap / 2 + _type.Axis.Width(line.Text) + between) - between;
        float left = _box.Right - width;
        if (left < Plot.Left + _type.Axis.Width(_texts.Y) + 2 * _type.Gap)
            return;
        foreach ((string text, Rgb colour, LineStyle style) in lines)
        {
            float middle = KeyBaseline - _type.Axis.CapHeight / 2;
            drawing.Add(new Stroke([new(left, middle), new(left + swatch, middle)], colour, _type.Line, style == LineStyle.Dashed));
            drawing.Write(text, left + swatch + _type.Gap / 2, KeyBaseline, Anchor.Start, _type.Axis, _theme.Muted);
            left += swatch + _type.Gap / 2 + _type.Axis.Width(text) + between;
        }
    }

    private void DrawTitles(Drawing drawing)
    {
        float left = _texts.Title.Length > 0 ? Plot.Left : _box.Left, baseline = _box.Top + _type.PanelTitle.Ascent;
        string title = TextFit.Shorten(_texts.Title, _type.PanelTitle, _box.Right - left);
        drawing.Write(title, left, baseline, Anchor.Start, _type.PanelTitle, _theme.Ink);
        float detail = left + _type.PanelTitle.Width(title) + 1.2f * _type.Gap;
        if (detail + _type.Axis.Width(_texts.Detail) <= _box.Right)
            drawing.Write(_texts.Detail, detail, baseline, Anchor.Start, _type.Axis, _theme.Muted);
        drawing.Write(TextFit.Shorten(_texts.Y, _type.Axis, _box.Right - Plot.Left), Plot.Left, KeyBaseline, Anchor.Start, _type.Axis, _theme.Muted);
    }
}
