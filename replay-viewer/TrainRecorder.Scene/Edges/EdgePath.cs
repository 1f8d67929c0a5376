using System.Numerics;
using TrainRecorder.Scene.Layout;

namespace TrainRecorder.Scene.Edges;

/// <summary>The way of an edge: straight from a unit to its block's side, a curve with level ends to the next block's side, straight to the unit there.</summary>
/// <param name="Start">The unit that the edge leaves.</param>
/// <param name="Leave">Where the curve begins; the start itself if the layer is one column.</param>
/// <param name="Arrive">Where the curve ends; the end itself if the layer is one column.</param>
/// <param name="End">The unit that the edge reaches.</param>
/// <param name="IsTurned">Layers are rows, and the curve runs from top to bottom.</param>
public readonly record struct EdgePath(Vector2 Start, Vector2 Leave, Vector2 Arrive, Vector2 End, bool IsTurned = false)
{
    /// <summary>The way from a unit of a layer to a unit of a later one.</summary>
    public static EdgePath Between(LayerPlace from, int source, LayerPlace to, int target)
    {
        Vector2 leave = new(from.EdgesOut, from.Lane(source)), arrive = new(to.EdgesIn, to.Lane(target));
        return from.IsTurned
            ? new EdgePath(from.Units[source], new Vector2(leave.Y, leave.X), new Vector2(arrive.Y, arrive.X), to.Units[target], IsTurned: true)
            : new EdgePath(from.Units[source], leave, arrive, to.Units[target]);
    }

    /// <summary>First control point of the cubic from <see cref="Leave"/> to <see cref="Arrive"/>.</summary>
    public Vector2 Control1 => IsTurned ? new(Leave.X, (Leave.Y + Arrive.Y) / 2) : new((Leave.X + Arrive.X) / 2, Leave.Y);

    /// <summary>Second control point.</summary>
    public Vector2 Control2 => IsTurned ? new(Arrive.X, (Leave.Y + Arrive.Y) / 2) : new((Leave.X + Arrive.X) / 2, Arrive.Y);

    /// <summary>There is a straight piece from the unit to the block's side.</summary>
    public bool BendsOut => Start != Leave;

    /// <summary>There is a straight piece from the block's side to the unit.</summary>
    public bool BendsIn => Arrive != End;

    /// <summary>The share of the height that the curve has covered at a share of its width, both in [0, 1].</summary>
    /// <remarks>Of the cubic above: x(t) = 1.5 t (1-t) + t³, y(t) = 3t² - 2t³; x is inverted by bisection.</remarks>
    public static float Rise(float width)
    {
        float low = 0, high = 1;
        for (int step = 0; step < 24; step++)
        {
            float middle = (low + high) / 2;
            if (1.5f * middle * (1 - middle) + middle * middle * middle < width)
                low = middle;
            else
                high = middle;
        }
        float t = (low + high) / 2;
        return t * t * (3 - 2 * t);
    }
}
