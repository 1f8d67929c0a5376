using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Layout;

/// <summary>How the units of a layer are wrapped: a column, a block of several columns, or the picture that they are.</summary>
/// <param name="Columns">Columns, at least 1.</param>
/// <param name="Rows">Rows, at least 1; the last may be partly filled, except in a picture.</param>
/// <param name="Pitch">From one unit's centre to the next, both ways, in pixels.</param>
public readonly record struct UnitGrid(int Columns, int Rows, float Pitch)
{
    private readonly float _depth;

    /// <summary>The room of a column along the flow, in pixels: the pitch, or less where a single column must make room for many layers.</summary>
    public float Depth
    {
        get => _depth > 0 ? _depth : Pitch;
        init => _depth = value;
    }

    /// <summary>The width of the grid in pixels.</summary>
    public float Width => Columns * Depth;

    /// <summary>The height of the grid in pixels.</summary>
    public float Height => Rows * Pitch;

    /// <summary>Chooses the grid of a layer, along the flow of data.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="width">The largest width of a block in pixels.</param>
    /// <param name="height">The largest height in pixels.</param>
    /// <param name="unit">A pixel of a frame of 1600 by 900 (<see cref="TypeScale.Unit"/>).</param>
    /// <param name="arrangement">How layers are arranged. A grid for <see cref="NetworkArrangement.Rows"/> is turned later.</param>
    public static UnitGrid Choose(LayerShape layer, float width, float height, float unit, NetworkArrangement arrangement = NetworkArrangement.Auto) => layer switch
    {
        _ when arrangement == NetworkArrangement.Columns => new UnitGrid(1, layer.Units, MathF.Min(height / layer.Units, LargestColumnPitch * unit)),
        { Image: { } image } => arrangement == NetworkArrangement.Rows
            ? Picture(image.Channels * image.Height, image.Width, width, height, LargestPicturePitch * unit)
            : Picture(image.Width, image.Channels * image.Height, width, height, LargestPicturePitch * unit),
        { Tiles: not null } => Tiles(layer.Units, width, height, unit),
        _ when arrangement == NetworkArrangement.Blocks => Block(layer.Units, width, height, unit),
        _ => Wrap(layer.Units, width, height, unit),
    };

    /// <summary>The grid in at most a depth, which only a single column heeds: it needs no more than the diameter of its units.</summary>
    public UnitGrid Within(float depth) => Columns == 1 && depth < Pitch ? this with { Depth = depth } : this;

    /// <summary>The layer cannot stand in one column: it needs a share of the width.</summary>
    public static bool NeedsWidth(LayerShape layer, float height, float unit, NetworkArrangement arrangement = NetworkArrangement.Auto) =>
        arrangement != NetworkArrangement.Columns
        && (layer.Image is not null || layer.Tiles is not null || arrangement == NetworkArrangement.Blocks || height / layer.Units < SmallestColumnPitch * unit);

    private const float LargestColumnPitch = 88;
    private const float SmallestColumnPitch = 13;
    private const float GoodBlockPitch = 18;
    private const float LargestBlockPitch = 26;
    private const float LargestSquarePitch = 44;
    private const float LargestPicturePitch = 36;
    private const float LargestTilePitch = 92;
    private const float NearlyBest = 0.93f;
    private const int MostTried = 4;
    private const float TallerThanWide = 1.6f;

    /// <summary>Channels one below the other.</summary>
    private static UnitGrid Picture(int columns, int rows, float width, float height, float largest) =>
        new(columns, rows, MathF.Min(MathF.Min(width / columns, height / rows), largest));

    /// <summary>The fewest columns at which small pictures are nearly as large as they can be.</summary>
    private static UnitGrid Tiles(int units, float width, float height, float unit)
    {
        List<UnitGrid> grids = [];
        for (int columns = 1; columns <= units; columns++)
        {
            int rows = (units + columns - 1) / columns;
            grids.Add(new UnitGrid(columns, rows, MathF.Min(MathF.Min(height / rows, width / columns), LargestTilePitch * unit)));
        }
        float best = grids.Max(grid => grid.Pitch);
        return grids.First(grid => grid.Pitch >= NearlyBest * best);
    }

    /// <summary>A block somewhat taller than wide.</summary>
    private static UnitGrid Block(int units, float width, float height, float unit)
    {
        int columns = Math.Clamp((int)MathF.Round(MathF.Sqrt(units / TallerThanWide)), 1, units);
        int rows = (units + columns - 1) / columns;
        return new UnitGrid(columns, rows, MathF.Min(MathF.Min(height / rows, width / columns), LargestSquarePitch * unit));
    }

    /// <summary>One column if its units stay large enough; otherwise the columns at which they are of a good size, or at least largest, with the last row as full as can be.</summary>
    private static UnitGrid Wrap(int units, float width, float height, float unit)
    {
        float column = MathF.Min(height / units, LargestColumnPitch * unit);
        if (column >= SmallestColumnPitch * unit)
            return new UnitGrid(1, units, column);

        List<UnitGrid> grids = [new(1, units, column)];
        for (int columns = 2; columns <= units && width / columns >= NearlyBest * grids.Max(grid => grid.Pitch); columns++)
        {
            int rows = (units + columns - 1) / columns;
            grids.Add(new UnitGrid(columns, rows, MathF.Min(MathF.Min(height / rows, width / columns), LargestBlockPitch * unit)));
        }
        float wanted = MathF.Min(grids.Max(grid => grid.Pitch) * NearlyBest, GoodBlockPitch * unit);
        return grids.Where(grid => grid.Pitch >= wanted).Take(MostTried).MinBy(grid => grid.Rows * grid.Columns - units);
    }
}
