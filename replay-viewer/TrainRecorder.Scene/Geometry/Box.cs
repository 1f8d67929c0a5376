using System.Numerics;

namespace TrainRecorder.Scene.Geometry;

/// <summary>A rectangle with upright sides, in pixels; y points down.</summary>
public readonly record struct Box(float Left, float Top, float Width, float Height)
{
    /// <summary>The right side.</summary>
    public float Right => Left + Width;

    /// <summary>The lower side.</summary>
    public float Bottom => Top + Height;

    /// <summary>The middle.</summary>
    public Vector2 Centre => new(Left + Width / 2, Top + Height / 2);

    /// <summary>The box with x and y exchanged.</summary>
    public Box Turn() => new(Top, Left, Height, Width);

    /// <summary>The box between four sides.</summary>
    public static Box Between(float left, float top, float right, float bottom) => new(left, top, right - left, bottom - top);

    /// <summary>Another box lies wholly within this one, give or take a slack in pixels.</summary>
    public bool Contains(Box other, float slack = 0) =>
        other.Left >= Left - slack && other.Top >= Top - slack && other.Right <= Right + slack && other.Bottom <= Bottom + slack;

    /// <summary>The two share more than a line.</summary>
    public bool Overlaps(Box other) => other.Left < Right && Left < other.Right && other.Top < Bottom && Top < other.Bottom;
}
