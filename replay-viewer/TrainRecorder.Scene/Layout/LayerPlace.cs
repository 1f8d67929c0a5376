using System.Numerics;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Layout;

/// <summary>Where a layer and its units are.</summary>
public sealed class LayerPlace
{
    private const float RadiusShare = 0.4f;
    private const float LargestRadius = 20;
    private const float LaneShare = 0.8f;

    private readonly Vector2[] _units;
    private readonly UnitGrid _grid;

    /// <summary>Places a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="grid">Its grid.</param>
    /// <param name="centre">The middle of the grid.</param>
    /// <param name="unit">A pixel of a frame of 1600 by 900.</param>
    public LayerPlace(LayerShape layer, UnitGrid grid, Vector2 centre, float unit)
    {
        Layer = layer;
        _grid = grid;
        Radius = MathF.Min(grid.Pitch * RadiusShare, LargestRadius * unit);
        Block = new Box(centre.X - grid.Width / 2, centre.Y - grid.Height / 2, grid.Width, grid.Height);
        _units = new Vector2[layer.Units];
        for (int index = 0; index < _units.Length; index++)
        {
            (int row, int column) = Math.DivRem(index, grid.Columns);
            _units[index] = new Vector2(Block.Left + (column + 0.5f) * grid.Pitch, Block.Top + (row + 0.5f) * grid.Pitch);
        }
    }

    /// <summary>The layer.</summary>
    public LayerShape Layer { get; }

    /// <summary>The room of the grid, half a pitch beyond the outermost centres.</summary>
    public Box Block { get; }

    /// <summary>The radius of every unit in pixels.</summary>
    public float Radius { get; }

    /// <summary>From one unit's centre to the next in pixels.</summary>
    public float Pitch => _grid.Pitch;

    /// <summary>Columns of the grid.</summary>
    public int Columns => _grid.Columns;

    /// <summary>Rows of the grid.</summary>
    public int Rows => _grid.Rows;

    /// <summary>The centres of the units, in order.</summary>
    public IReadOnlyList<Vector2> Units => _units;

    /// <summary>What units and their outlines cover.</summary>
    public Box Extent
    {
        get
        {
            float trim = Pitch / 2 - Radius;
            return Box.Between(Block.Left + trim, Block.Top + trim, Block.Right - trim, Block.Bottom - trim);
        }
    }

    /// <summary>Where edges leave the layer to the right: the only column itself, or the block's right side.</summary>
    public float EdgesOut => Columns == 1 ? Block.Centre.X : Block.Right;

    /// <summary>Where edges come in from the left.</summary>
    public float EdgesIn => Columns == 1 ? Block.Centre.X : Block.Left;

    /// <summary>The height at which a unit's edges cross the block's side. Units of one row each have a lane of their own there, so that their edges stay apart.</summary>
    public float Lane(int index)
    {
        int column = index % Columns;
        return _units[index].Y + ((column + 0.5f) / Columns - 0.5f) * Pitch * LaneShare;
    }
}
