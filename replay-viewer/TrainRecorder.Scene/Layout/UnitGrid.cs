using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Layout;

/// <summary>How the units of a layer are wrapped: a column, a block of several columns, or the picture that they are.</summary>
/// <param name="Columns">Columns, at least 1.</param>
/// <param name="Rows">Rows, at least 1; the last may be partly filled, except in a picture.</param>
/// <param name="Pitch">From one unit's centre to the next, both ways, in pixels.</param>
public readonly record struct UnitGrid(int Columns, int Rows, float Pitch)
{
    /// <summary>The width of the grid in pixels.</summary>
    public float Width => Columns * Pitch;

    /// <summary>The height of the grid in pixels.</summary>
    public float Height => Rows * Pitch;

    /// <summary>Chooses the grid of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="width">The largest width of a block in pixels.</param>
    /// <param name="height">The largest height in pixels.</param>
    /// <param name="unit">A pixel of a frame of 1600 by 900 (<see cref="TypeScale.Unit"/>).</param>
    public static UnitGrid Choose(LayerShape layer, float width, float height, float unit) => layer.Image is { } image
        ? Picture(image, width, height, LargestPicturePitch * unit)
        : Wrap(layer.Units, width, height, unit);

    /// <summary>The layer cannot stand in one column: it needs a share of the width.</summary>
    public static bool NeedsWidth(LayerShape layer, float height, float unit) =>
        layer.Image is not null || height / layer.Units < SmallestColumnPitch * unit;

    private const float LargestColumnPitch = 88;
    private const float SmallestColumnPitch = 13;
    private const float GoodBlockPitch = 18;
    private const float LargestBlockPitch = 26;
    private const float LargestPicturePitch = 36;
    private const float NearlyBest = 0.93f;
    private const int MostTried = 4;

    /// <summary>Channels one below the other.</summary>
    private static UnitGrid Picture(ImageShape image, float width, float height, float largest)
    {
        int rows = image.Channels * image.Height;
        return new UnitGrid(image.Width, rows, MathF.Min(MathF.Min(width / image.Width, height / rows), largest));
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
