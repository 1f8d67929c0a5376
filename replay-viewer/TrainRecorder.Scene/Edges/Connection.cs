using System.Buffers;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Edges;

/// <summary>The edges between two layers at one epoch.</summary>
public sealed class Connection : IDisposable
{
    private Edge[]? _edges;

    private Connection(LayerPlace from, LayerPlace to, Edge[] edges, EdgeCount count, Raster? density, bool isSigned)
    {
        From = from;
        To = to;
        _edges = edges;
        Count = count;
        Density = density;
        IsSigned = isSigned;
    }

    /// <summary>The layer that the edges leave.</summary>
    public LayerPlace From { get; }

    /// <summary>The layer that the edges reach.</summary>
    public LayerPlace To { get; }

    /// <summary>Edges have the colour of their sign; otherwise all have one.</summary>
    public bool IsSigned { get; }

    /// <summary>The edges drawn as lines, the weakest first.</summary>
    public ReadOnlySpan<Edge> Edges
    {
        get
        {
            ObjectDisposedException.ThrowIf(_edges is null, this);
            return _edges.AsSpan(0, Count.Drawn);
        }
    }

    /// <summary>What is drawn and what is not.</summary>
    public EdgeCount Count { get; }

    /// <summary>A faint field of all edges, where not all are drawn as lines; otherwise null.</summary>
    public Raster? Density { get; }

    /// <summary>Chooses the edges of a matrix of weights.</summary>
    /// <param name="from">The layer before.</param>
    /// <param name="to">The layer of the weights.</param>
    /// <param name="weights">Shape <c>[to.Units, from.Units]</c>.</param>
    /// <param name="scale">Widths and opacities.</param>
    /// <param name="density">Paints what is left out; null if nothing can be.</param>
    /// <param name="choice">Which edges are drawn.</param>
    /// <param name="isSigned">Edges have the colour of their sign.</param>
    public static Connection Choose(
        LayerPlace from, LayerPlace to, ReadOnlySpan<float> weights, WeightScale scale, EdgeDensity? density, EdgeChoice choice = default, bool isSigned = true)
    {
        int budget = choice.Count(weights, from.Units.Count);
        int[] places = ArrayPool<int>.Shared.Rent(budget);
        Edge[] edges = ArrayPool<Edge>.Shared.Rent(budget);
        EdgeCount count = EdgeRanking.Strongest(weights, places.AsSpan(0, budget));
        for (int index = 0; index < count.Drawn; index++)
        {
            (int target, int source) = Math.DivRem(places[index], from.Units.Count);
            float weight = weights[places[index]];
            edges[index] = new Edge(source, target, weight, scale.Width(weight), scale.Opacity(weight));
        }
        ArrayPool<int>.Shared.Return(places);
        return new Connection(from, to, edges, count, density?.Paint(weights), isSigned);
    }

    /// <summary>One edge to each unit.</summary>
    /// <param name="from">The layer before.</param>
    /// <param name="to">The layer after.</param>
    /// <param name="width">The width of the lines in pixels.</param>
    /// <param name="source">The unit that the edge to a unit comes from.</param>
    public static Connection OneEach(LayerPlace from, LayerPlace to, float width, Func<int, int> source)
    {
        int units = to.Units.Count;
        Edge[] edges = ArrayPool<Edge>.Shared.Rent(units);
        for (int unit = 0; unit < units; unit++)
            edges[unit] = new Edge(source(unit), unit, 1, width, OneEachOpacity);
        return new Connection(from, to, edges, new EdgeCount(units, 0, 0, 0), null, isSigned: false);
    }

    /// <summary>Each unit to each unit, all alike.</summary>
    /// <param name="from">The layer before.</param>
    /// <param name="to">The layer after.</param>
    /// <param name="width">The width of the lines in pixels.</param>
    /// <param name="opacity">Their opacity, in (0, 1].</param>
    public static Connection Complete(LayerPlace from, LayerPlace to, float width, float opacity)
    {
        int count = checked(from.Units.Count * to.Units.Count);
        Edge[] edges = ArrayPool<Edge>.Shared.Rent(count);
        for (int index = 0; index < count; index++)
            edges[index] = new Edge(index % from.Units.Count, index / from.Units.Count, 1, width, opacity);
        return new Connection(from, to, edges, new EdgeCount(count, 0, 0, 0), null, isSigned: false);
    }

    private const float OneEachOpacity = 0.45f;

    /// <summary>The way of an edge.</summary>
    public EdgePath Path(Edge edge) => EdgePath.Between(From, edge.Source, To, edge.Target);

    /// <summary>The colour of an edge.</summary>
    public Rgb Colour(Edge edge, Theme theme) => !IsSigned ? theme.Strength : edge.Weight > 0 ? theme.Positive : theme.Negative;

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        if (_edges is null)
            return;
        ArrayPool<Edge>.Shared.Return(_edges);
        _edges = null;
        if (Density is not null)
            ArrayPool<byte>.Shared.Return(Density.Pixels);
    }
}
