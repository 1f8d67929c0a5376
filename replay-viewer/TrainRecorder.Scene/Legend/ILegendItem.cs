using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Legend;

/// <summary>A part of the legend.</summary>
public interface ILegendItem
{
    /// <summary>The width it needs, in pixels.</summary>
    float Width { get; }

    /// <summary>The height it needs, in pixels.</summary>
    float Height { get; }

    /// <summary>Draws it with its upper left corner at a place, as wide as the legend.</summary>
    void Draw(Drawing drawing, float left, float top, float width);
}
