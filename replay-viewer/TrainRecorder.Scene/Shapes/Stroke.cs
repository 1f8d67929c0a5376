using System.Numerics;
using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Scene.Shapes;

/// <summary>A line through points.</summary>
/// <param name="Points">At least two points.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Dashed">It is dashed.</param>
public sealed record Stroke(IReadOnlyList<Vector2> Points, Rgb Colour, float Width, bool Dashed = false)
{
    /// <summary>A line between two points.</summary>
    public static Stroke Line(float x0, float y0, float x1, float y1, Rgb colour, float width) => new([new(x0, y0), new(x1, y1)], colour, width);
}
