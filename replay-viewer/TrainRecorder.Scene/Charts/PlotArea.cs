using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Charts;

/// <summary>The room of a chart: a title above, numbers to the left and below, the plot between them.</summary>
internal sealed class PlotArea
{
    private readonly TypeScale _type;
    private readonly Theme _theme;

    public PlotArea(Box chart, float leftRoom, float rightRoom, TypeScale type, Theme theme)
    {
        (Chart, _type, _theme) = (chart, type, theme);
        float top = chart.Top + type.Caption.LineHeight + type.Gap;
        float bottom = chart.Bottom - type.Tick.LineHeight - type.Gap / 2;
        Plot = Box.Between(chart.Left + leftRoom, top, chart.Right - rightRoom, bottom);
    }

    public Box Chart { get; }

    public Box Plot { get; }

    public void Title(Drawing drawing, string title) =>
        drawing.Write(title, Plot.Left, Chart.Top + _type.Caption.Ascent, Anchor.Start, _type.Caption, _theme.Muted);

    /// <summary>Numbers below the plot; those at the ends keep within the chart.</summary>
    public void EpochAxis(Drawing drawing, Ticks ticks, Func<double, float> x)
    {
        float baseline = Plot.Bottom + _type.Gap / 2 + _type.Tick.Ascent;
        float end = float.NegativeInfinity;
        foreach (double value in ticks.Values)
        {
            string text = ticks.Text(value);
            float half = _type.Tick.Width(text) / 2;
            float centre = Math.Clamp(x(value), Chart.Left + half, Chart.Right - half);
            if (centre - half < end + _type.Gap)
                continue;
            drawing.Write(text, centre, baseline, Anchor.Middle, _type.Tick, _theme.Muted);
            end = centre + half;
        }
    }
}
