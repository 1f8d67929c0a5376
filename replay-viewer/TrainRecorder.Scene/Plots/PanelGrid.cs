using TrainRecorder.Scene.Geometry;

namespace TrainRecorder.Scene.Plots;

/// <summary>Divides a room into panels of one size.</summary>
internal static class PanelGrid
{
    /// <summary>The boxes of so many panels, row by row: as many in a row as bring the panels nearest to a shape.</summary>
    /// <param name="room">The room.</param>
    /// <param name="count">Panels, at least 1.</param>
    /// <param name="aspect">The wanted width for a height of 1.</param>
    /// <param name="gap">Between panels, in pixels.</param>
    /// <param name="around">Of a panel's height, what texts around its plot take, in pixels: the plot is to have the shape.</param>
    public static IReadOnlyList<Box> Divide(Box room, int count, float aspect, float gap, float around = 0)
    {
        int columns = Enumerable.Range(1, count).MinBy(columns => Strangeness(Size(room, count, columns, gap), aspect, count, columns, around));
        (float width, float height) = Size(room, count, columns, gap);
        return [.. Enumerable.Range(0, count).Select(index => new Box(
            room.Left + index % columns * (width + gap), room.Top + index / columns * (height + gap), width, height))];
    }

    private static (float Width, float Height) Size(Box room, int count, int columns, float gap)
    {
        int rows = (count + columns - 1) / columns;
        return ((room.Width - (columns - 1) * gap) / columns, (room.Height - (rows - 1) * gap) / rows);
    }

    /// <summary>How far a panel is from the wanted shape, with empty places counted against.</summary>
    private static double Strangeness((float Width, float Height) size, float aspect, int count, int columns, float around)
    {
        float height = size.Height - around;
        if (size.Width <= 0 || height <= 0)
            return double.MaxValue;
        int empty = (count + columns - 1) / columns * columns - count;
        return Math.Abs(Math.Log(size.Width / height / aspect)) + 1.5 * empty / columns;
    }
}
