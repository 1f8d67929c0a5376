using TrainRecorder.Scene.Geometry;

namespace TrainRecorder.Scene.Shapes;

/// <summary>A field of colours stretched over a box.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Pixels">Four bytes a cell (red, green, blue, opacity; not premultiplied), row by row from the top; may be longer than needed.</param>
/// <param name="Smooth">Colours flow between cells; otherwise each cell is a rectangle of one colour.</param>
public sealed record Raster(Box Box, int Columns, int Rows, byte[] Pixels, bool Smooth)
{
    /// <summary>Bytes in use.</summary>
    public int Length => Columns * Rows * 4;
}
