using System.Numerics;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Layout;

/// <summary>Where a layer and its units are.</summary>
/// <remarks>
/// Layout thinks along the flow of data: first across layers, then along a layer. Pictures have x to the right and y down. Where layers
/// are columns the two are the same; where they are rows (<see cref="IsTurned"/>) the flow's first axis is y.
/// </remarks>
public sealed class LayerPlace
{
    private const float RadiusShare = 0.4f;
    private const float TileShare = 0.44f;
    private const float LargestRadius = 20;
    private const float LaneShare = 0.8f;

    private readonly Vector2[] _units;
    private readonly UnitGrid _grid;
    private readonly Box _flow;

    /// <summary>Places a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="grid">Its grid, along the flow.</param>
    /// <param name="centre">The middle of the grid, along the flow.</param>
    /// <param name="unit">A pixel of a frame of 1600 by 900.</param>
    /// <param name="turned">Layers are rows.</param>
    public LayerPlace(LayerShape layer, UnitGrid grid, Vector2 centre, float unit, bool turned = false)
    {
        (Layer, _grid, IsTurned) = (layer, grid, turned);
        float room = MathF.Min(grid.Pitch, grid.Depth);
        Radius = layer.Tiles is null ? MathF.Min(room * RadiusShare, LargestRadius * unit) : room * TileShare;
        (float across, float down) = turned ? (grid.Pitch, grid.Depth) : (grid.Depth, grid.Pitch);
        _flow = new Box(centre.X - grid.Width / 2, centre.Y - grid.Height / 2, grid.Width, grid.Height);
        Block = turned ? _flow.Turn() : _flow;
        _units = new Vector2[layer.Units];
        for (int index = 0; index < _units.Length; index++)
        {
            (int row, int column) = Math.DivRem(index, Columns);
            _units[index] = new Vector2(Block.Left + (column + 0.5f) * across, Block.Top + (row + 0.5f) * down);
        }
    }

    /// <summary>The layer.</summary>
    public LayerShape Layer { get; }

    /// <summary>Layers are rows, and data flows from top to bottom.</summary>
    public bool IsTurned { get; }

    /// <summary>The room of the grid, half a pitch beyond the outermost centres.</summary>
    public Box Block { get; }

    /// <summary>The room of the grid along the flow.</summary>
    public Box Flow => _flow;

    /// <summary>The radius of every unit in pixels; half the side of a small picture's square.</summary>
    public float Radius { get; }

    /// <summary>From one unit's centre to the next in pixels.</summary>
    public float Pitch => _grid.Pitch;

    /// <summary>Columns of the grid, as seen.</summary>
    public int Columns => IsTurned ? _grid.Rows : _grid.Columns;

    /// <summary>Rows of the grid, as seen.</summary>
    public int Rows => IsTurned ? _grid.Columns : _grid.Rows;

    /// <summary>The centres of the units, in order.</summary>
    public IReadOnlyList<Vector2> Units => _units;

    /// <summary>What units and their outlines cover.</summary>
    public Box Extent
    {
        get
        {
            (float along, float across) = (_grid.Depth / 2 - Radius, _grid.Pitch / 2 - Radius);
            Box extent = Box.Between(_flow.Left + along, _flow.Top + across, _flow.Right - along, _flow.Bottom - across);
            return IsTurned ? extent.Turn() : extent;
        }
    }

    /// <summary>Where edges leave the layer, along the flow: the only column itself, or the block's far side.</summary>
    public float EdgesOut => _grid.Columns == 1 ? _flow.Centre.X : _flow.Right;

    /// <summary>Where edges come in, along the flow.</summary>
    public float EdgesIn => _grid.Columns == 1 ? _flow.Centre.X : _flow.Left;

    /// <summary>The place across the flow at which a unit's edges cross the block's side. Units of one row each have a lane of their own there, so that their edges stay apart.</summary>
    public float Lane(int index)
    {
        int column = IsTurned ? index / Columns : index % Columns;
        float across = IsTurned ? _units[index].X : _units[index].Y;
        return across + ((column + 0.5f) / _grid.Columns - 0.5f) * Pitch * LaneShare;
    }

    /// <summary>The box of a unit's small picture: its shape, within the square that the unit has.</summary>
    public Box Tile(int index)
    {
        ImageShape shape = Layer.Tiles ?? new ImageShape(1, 1, 1);
        float scale = 2 * Radius / Math.Max(shape.Width, shape.Height);
        float width = MathF.Max(shape.Width * scale, Radius * 0.4f), height = MathF.Max(shape.Height * scale, Radius * 0.4f);
        return new Box(_units[index].X - width / 2, _units[index].Y - height / 2, width, height);
    }
}
