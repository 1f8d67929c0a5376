using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Composition;

/// <summary>Lines that join layers as wholes: around the layers between them, as in residual networks, or straight to the next.</summary>
internal sealed class LineAround(NetworkLayout layout, TypeScale type, Theme theme)
{
    private const int CornerSteps = 8;

    private float Width => MathF.Max(2.2f * type.Unit, 1.2f);

    /// <summary>Draws the lines around layers, each with an arrow and with what it does.</summary>
    public void Draw(Drawing drawing, IReadOnlyList<Wire> wires)
    {
        for (int index = 0; index < wires.Count; index++)
        {
            LayerPlace from = layout.Layers[wires[index].From], to = layout.Layers[wires[index].To];
            float depth = layout.LayersBottom + (6 + 10f * index / Math.Max(wires.Count, 1)) * type.Unit;
            Vector2 start = Below(from, forward: true), end = Below(to, forward: false);
            float radius = MathF.Min(10 * type.Unit, MathF.Abs(Main(end) - Main(start)) / 4);
            List<Vector2> points = [start, .. Corner(start, depth, Main(start) + radius), .. Corner(end, depth, Main(end) - radius).Reverse(), end];
            drawing.Add(new Stroke(points, theme.Strength, Width));
            Arrow(drawing, end);
            if (!layout.IsTurned)
            {
                string text = TextFit.Shorten($"adds {from.Layer.Title}", type.Caption, end.X - start.X - 4 * type.Gap);
                drawing.Write(text, (start.X + end.X) / 2, depth + type.Gap / 2 + type.Caption.Ascent, Anchor.Middle, type.Caption, theme.Muted);
            }
        }
    }

    /// <summary>A straight line from a layer to the next, where neither has lines of its own.</summary>
    public static Stroke Straight(LayerPlace from, LayerPlace to, TypeScale type, Theme theme)
    {
        float gap = type.Gap, width = MathF.Max(2.2f * type.Unit, 1.2f);
        return from.IsTurned
            ? Stroke.Line(from.Block.Centre.X, from.Extent.Bottom + gap, to.Block.Centre.X, to.Extent.Top - gap, theme.Strength, width)
            : Stroke.Line(from.Extent.Right + gap, from.Block.Centre.Y, to.Extent.Left - gap, to.Block.Centre.Y, theme.Strength, width);
    }

    private float Main(Vector2 point) => layout.IsTurned ? point.Y : point.X;

    private Vector2 Point(float main, float across) => layout.IsTurned ? new Vector2(across, main) : new Vector2(main, across);

    /// <summary>Below a layer (right of a row), somewhat to the side to which the line goes on.</summary>
    private Vector2 Below(LayerPlace place, bool forward)
    {
        float side = MathF.Min(place.Flow.Width / 4, 12 * type.Unit) * (forward ? 1 : -1);
        return Point(place.Flow.Centre.X + side, place.Flow.Bottom + type.Gap / 2);
    }

    /// <summary>A quarter of a circle from above a depth to it.</summary>
    private IEnumerable<Vector2> Corner(Vector2 from, float depth, float to)
    {
        float main = Main(from), radius = to - main;
        for (int step = 0; step <= CornerSteps; step++)
        {
            (float sine, float cosine) = MathF.SinCos(MathF.PI / 2 * step / CornerSteps);
            yield return Point(main + radius * (1 - cosine), depth - MathF.Abs(radius) * (1 - sine));
        }
    }

    private void Arrow(Drawing drawing, Vector2 tip)
    {
        float size = 6 * type.Unit;
        Vector2 left = Point(Main(tip) - size * 0.6f, Across(tip) + size), right = Point(Main(tip) + size * 0.6f, Across(tip) + size);
        drawing.Add(new Stroke([left, tip, right], theme.Strength, Width));
    }

    private float Across(Vector2 point) => layout.IsTurned ? point.X : point.Y;
}
