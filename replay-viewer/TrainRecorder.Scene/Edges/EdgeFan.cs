using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Edges;

/// <summary>A faint area where edges between two layers run that are too many to be drawn, and of whose sizes nothing is known.</summary>
public static class EdgeFan
{
    private const int Steps = 24;
    private const float Opacity = 0.13f;

    /// <summary>The area between the outermost edges.</summary>
    /// <param name="from">The layer before.</param>
    /// <param name="to">The layer after.</param>
    /// <param name="theme">The colours.</param>
    public static Area Between(LayerPlace from, LayerPlace to, Theme theme)
    {
        Vector2[] first = Way(from, to, from.Flow.Top, to.Flow.Top), last = Way(from, to, from.Flow.Bottom, to.Flow.Bottom);
        return new Area([.. first, .. Enumerable.Reverse(last)], theme.Strength, Opacity);
    }

    private static Vector2[] Way(LayerPlace from, LayerPlace to, float leave, float arrive)
    {
        (float begin, float end) = from.IsTurned ? (from.Extent.Bottom, to.Extent.Top) : (from.Extent.Right, to.Extent.Left);
        Vector2[] points = new Vector2[Steps + 1];
        for (int step = 0; step <= Steps; step++)
        {
            float share = (float)step / Steps;
            float along = begin + share * (end - begin), across = leave + EdgePath.Rise(share) * (arrive - leave);
            points[step] = from.IsTurned ? new Vector2(across, along) : new Vector2(along, across);
        }
        return points;
    }
}
