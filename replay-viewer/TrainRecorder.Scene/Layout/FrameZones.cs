using TrainRecorder.Scene.Geometry;

namespace TrainRecorder.Scene.Layout;

/// <summary>How a frame is divided: a header above, the network with the legend to its right, charts below.</summary>
/// <param name="Frame">The whole picture.</param>
/// <param name="Header">Title and status.</param>
/// <param name="Network">Layers, heads and captions.</param>
/// <param name="Legend">Signs, widths and colours.</param>
/// <param name="Charts">Curves and heat maps.</param>
public sealed record FrameZones(Box Frame, Box Header, Box Network, Box Legend, Box Charts)
{
    private const float PlotHeight = 128;

    /// <summary>Divides a frame.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="type">The type scale of the frame.</param>
    /// <param name="legendWidth">The width that the legend needs, in pixels.</param>
    /// <param name="hasCharts">Without charts, the network has their room.</param>
    public static FrameZones Divide(float width, float height, TypeScale type, float legendWidth, bool hasCharts = true)
    {
        Box frame = new(0, 0, width, height);
        Box inner = Box.Between(type.Margin, type.Margin * 0.75f, width - type.Margin, height - type.Margin * 0.75f);
        Box header = inner with { Height = type.Title.LineHeight };
        float chartsHeight = !hasCharts ? 0 : type.Caption.LineHeight + type.Gap + PlotHeight * type.Unit + type.Gap / 2 + type.Tick.LineHeight;
        Box charts = Box.Between(inner.Left, inner.Bottom - chartsHeight, inner.Right, inner.Bottom);
        float top = header.Bottom + type.Gap, bottom = charts.Top - (hasCharts ? 1.5f * type.Gap : 0);
        Box legend = Box.Between(inner.Right - legendWidth, top, inner.Right, bottom);
        Box network = Box.Between(inner.Left, top, legend.Left - 3 * type.Gap, bottom);
        return new FrameZones(frame, header, network, legend, charts);
    }
}
