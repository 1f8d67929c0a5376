using System.Numerics;
using System.Runtime.Intrinsics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Pictures.Painting;

/// <summary>The edges of a connection, painted into strips of pixels: thousands in the time in which a general drawing library strokes dozens.</summary>
/// <remarks>
/// It lives on what is known of edges: along the flow each is a function, so that in a column of pixels it is one short run; and all of a
/// connection rise alike (<see cref="EdgePath.Rise"/>), so that the curve is computed once for all of them. A run's pixels get exactly the share of
/// them that a straight band between the curve's heights at the column's sides covers.
/// </remarks>
internal sealed class EdgeRuns
{
    private readonly Run[] _runs;
    private readonly float[] _rise;

    /// <summary>Prepares the edges.</summary>
    /// <param name="connection">With at least one edge.</param>
    /// <param name="theme">The colours.</param>
    /// <param name="scale">Pixels a unit of the scene.</param>
    /// <param name="columns">Pixels along the flow.</param>
    public EdgeRuns(Connection connection, Theme theme, float scale, int columns)
    {
        _runs = new Run[connection.Edges.Length];
        for (int index = 0; index < _runs.Length; index++)
            _runs[index] = Of(connection, connection.Edges[index], theme, scale);
        _rise = Rise(connection.From.EdgesOut * scale, connection.To.EdgesIn * scale, columns);
        Begin = _runs.Min(run => run.Begin);
        End = _runs.Max(run => run.End);
    }

    /// <summary>Where the first edge begins, in columns.</summary>
    public float Begin { get; }

    /// <summary>Where the last edge ends.</summary>
    public float End { get; }

    /// <summary>Paints what lies in a strip.</summary>
    public void Paint(PixelStrip strip)
    {
        foreach (ref readonly Run run in _runs.AsSpan())
        {
            int begin = Math.Max(strip.First, (int)run.Begin), end = Math.Min(strip.End, (int)MathF.Ceiling(run.End));
            if (begin >= end)
                continue;
            float from = run.Across(begin, _rise);
            for (int column = begin; column < end; column++)
            {
                float to = run.Across(column + 1, _rise);

                // A column that the edge covers in part, at its ends, gets as much less.
                float share = MathF.Min(run.End, column + 1) - MathF.Max(run.Begin, column);
                Paint(strip.Column(column), from, to, run.Width, run.Opacity * share, run.Colour);
                from = to;
            }
        }
    }

    /// <summary>Paints a band of a width from a height at the left side of a column to another at the right side.</summary>
    private static void Paint(Span<Vector128<float>> column, float from, float to, float width, float opacity, Vector128<float> colour)
    {
        float slope = MathF.Abs(to - from), height = width * MathF.Sqrt(1 + slope * slope);
        float low = MathF.Min(from, to) - height / 2;
        int begin = Math.Max((int)MathF.Floor(low), 0), end = Math.Min((int)MathF.Ceiling(low + height + slope), column.Length);
        if (begin >= end)
            return;
        float inverse = slope > 1e-4f ? 0.5f / slope : 0, below = begin - low;
        float before = Area(below, slope, inverse) - Area(below - height, slope, inverse);
        foreach (ref Vector128<float> pixel in column[begin..end])
        {
            below++;
            float after = Area(below, slope, inverse) - Area(below - height, slope, inverse);
            pixel += (colour - pixel) * (opacity * (after - before));
            before = after;
        }
    }

    /// <summary>The area of a column of width 1 below a height, over a line that rises by a slope from height 0: first a parabola, then straight.</summary>
    private static float Area(float height, float slope, float inverse) => height <= 0 ? 0 : height < slope ? height * height * inverse : height - slope / 2;

    /// <summary>How much of its way across an edge has covered, at the left side of each column.</summary>
    private static float[] Rise(float leave, float arrive, int columns)
    {
        float[] rise = new float[columns + 2];
        for (int column = 0; column < rise.Length; column++)
            rise[column] = column <= leave ? 0 : column >= arrive ? 1 : EdgePath.Rise((column - leave) / (arrive - leave));
        return rise;
    }

    private static Run Of(Connection connection, Edge edge, Theme theme, float scale)
    {
        EdgePath path = connection.Path(edge);
        Rgb colour = connection.Colour(edge, theme);
        return new Run(
            Along(path, path.Start) * scale, Along(path, path.Leave) * scale, Along(path, path.Arrive) * scale, Along(path, path.End) * scale,
            Across(path, path.Start) * scale, Across(path, path.Leave) * scale, Across(path, path.Arrive) * scale, Across(path, path.End) * scale,
            edge.Width * scale, edge.Opacity, PixelStrip.Colour(colour));
    }

    private static float Along(EdgePath path, Vector2 point) => path.IsTurned ? point.Y : point.X;

    private static float Across(EdgePath path, Vector2 point) => path.IsTurned ? point.X : point.Y;

    /// <summary>An edge: straight from its unit to the side of the block, a curve, straight to its other unit; in pixels, along and across the flow.</summary>
    private readonly record struct Run(
        float Begin, float Leave, float Arrive, float End, float Start, float Left, float Arrived, float Stop, float Width, float Opacity, Vector128<float> Colour)
    {
        /// <summary>The height at the left side of a column.</summary>
        public float Across(int column, float[] rise)
        {
            if (column < Leave)
                return Start + (Left - Start) * Share(column, Begin, Leave);
            if (column > Arrive)
                return Arrived + (Stop - Arrived) * Share(column, Arrive, End);
            return Left + (Arrived - Left) * rise[column];
        }

        private static float Share(float place, float begin, float end) => end > begin ? Math.Clamp((place - begin) / (end - begin), 0, 1) : 0;
    }
}
