using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Matrices;

/// <summary>A matrix as a field of colours: a row an output, a column an input. Where there are more weights than pixels, a cell is the strongest of several.</summary>
internal sealed class HeatmapPanel : IMatrixPanel
{
    private readonly WeightColours _colours;
    private readonly Theme _theme;
    private readonly TypeScale _type;
    private readonly int _rows;
    private readonly int _columns;

    public HeatmapPanel(LayerShape layer, int recorded, float largest, Theme theme, TypeScale type)
    {
        (Recorded, _theme, _type) = (recorded, theme, type);
        _rows = layer.WeightShape.Count > 1 ? layer.WeightShape[0] : 1;
        _columns = layer.WeightShape.Skip(layer.WeightShape.Count > 1 ? 1 : 0).Aggregate(1, (product, axis) => product * axis);
        _colours = new WeightColours(largest, theme);
        Title = layer.Title;
        string shape = $"{NumberText.Count(_rows)} outputs (down) × {NumberText.Count(_columns)} {(layer.WeightShape.Count > 2 ? "weights each" : "inputs")}";
        string brief = $"{NumberText.Count(_rows)} × {NumberText.Count(_columns)}";
        Captions = [$"{shape} · {_colours.Scale}", $"{brief} · {_colours.Scale}", $"{brief}, to {_colours.Largest}", _colours.Largest];
    }

    public int Recorded { get; }

    public string Title { get; }

    public IReadOnlyList<string> Captions { get; }

    public int Breadth => _columns;

    public string Draw(Drawing drawing, float[] weights, Box box)
    {
        int columns = Math.Min(_columns, Math.Max(1, (int)box.Width)), rows = Math.Min(_rows, Math.Max(1, (int)box.Height));
        byte[] pixels = new byte[columns * rows * 4];
        Parallel.For(0, rows, row =>
        {
            for (int column = 0; column < columns; column++)
                _colours.Write(Strongest(weights, row, rows, column, columns), pixels.AsSpan((row * columns + column) * 4, 4));
        });
        drawing.Add(new Raster(box, columns, rows, pixels, Smooth: false));
        drawing.Add(new Stroke(
            [new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom), new(box.Left, box.Top)], _theme.Rule, _type.Hairline));
        return rows < _rows || columns < _columns
            ? $"each cell: the strongest of up to {(_rows + rows - 1) / rows}×{(_columns + columns - 1) / columns} weights"
            : "";
    }

    private float Strongest(float[] weights, int row, int rows, int column, int columns)
    {
        float strongest = 0;
        for (int output = (int)((long)row * _rows / rows); output < (int)((long)(row + 1) * _rows / rows); output++)
        {
            for (int input = (int)((long)column * _columns / columns); input < (int)((long)(column + 1) * _columns / columns); input++)
            {
                float weight = weights[output * _columns + input];
                if (!float.IsFinite(weight))
                    return float.NaN;
                if (MathF.Abs(weight) > MathF.Abs(strongest))
                    strongest = weight;
            }
        }
        return strongest;
    }
}
