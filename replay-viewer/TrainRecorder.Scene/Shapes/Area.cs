using System.Numerics;
using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Scene.Shapes;

/// <summary>A filled polygon, with a line drawn on it if there is one, before the next area: so ridges cover those behind.</summary>
/// <param name="Points">At least three corners, in order.</param>
/// <param name="Fill">Its colour.</param>
/// <param name="Opacity">In (0, 1].</param>
/// <param name="Edge">A line along it, or null.</param>
public sealed record Area(IReadOnlyList<Vector2> Points, Rgb Fill, float Opacity = 1, Stroke? Edge = null)
{
    /// <summary>A rectangle.</summary>
    public static Area Rectangle(Geometry.Box box, Rgb fill, float opacity = 1) =>
        new([new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom)], fill, opacity);
}
