using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Matrices;

/// <summary>How the pictures of a layer's weights are arranged.</summary>
/// <param name="Pictures">How many there are.</param>
/// <param name="Parts">Pictures a group: the channels that come in.</param>
/// <param name="Shape">Rows and columns of one; its channels are 1.</param>
/// <param name="IsTable">A row a group, a column a part; otherwise groups are wrapped, their parts side by side.</param>
internal readonly record struct TileArrangement(int Pictures, int Parts, ImageShape Shape, bool IsTable);

/// <summary>Many small pictures of weights: the filters of a layer, or the kernels of a convolution.</summary>
internal sealed class TilePanel : IMatrixPanel
{
    private const float SmallestTile = 5;
    private const float LargestCell = 34;
    private const float GapShare = 0.14f;
    private const float TableGapShare = 1.2f;

    private readonly TileArrangement _tiles;
    private readonly WeightColours _colours;
    private readonly TypeScale _type;
    private readonly Theme _theme;
    private readonly string _noun;
    private readonly IReadOnlyList<string> _names;

    public TilePanel(LayerShape layer, int recorded, TileArrangement tiles, string noun, float largest, Theme theme, TypeScale type)
    {
        (Recorded, _tiles, _noun, _theme, _type) = (recorded, tiles, noun, theme, type);
        _colours = new WeightColours(largest, theme);
        _names = tiles.Parts == 1 && !tiles.IsTable ? layer.UnitNames : [];
        Title = layer.Title;
        int groups = tiles.Pictures / tiles.Parts;
        string table = tiles.IsTable ? $"a row an output channel ({groups}), a column an input channel ({tiles.Parts})" : $"{NumberText.Count(groups)} {noun}";
        string parts = tiles is { Parts: > 1, IsTable: false } ? $", {tiles.Parts} channels side by side" : "", shape = $"of {tiles.Shape.Height}×{tiles.Shape.Width} weights";
        Captions = [$"{table} {shape}{parts} · {_colours.Scale}", $"{NumberText.Count(tiles.Pictures)} {shape} · {_colours.Scale}", _colours.Scale];
    }

    public int Recorded { get; }

    public string Title { get; }

    public IReadOnlyList<string> Captions { get; }

    public int Breadth => _tiles.Pictures;

    public string Draw(Drawing drawing, float[] weights, Box box)
    {
        int groups = _tiles.Pictures / _tiles.Parts;
        float aspect = (float)_tiles.Shape.Height / _tiles.Shape.Width;
        (int perRow, float width) = Wrap(groups, aspect, box);
        float gap = width * GapShare, height = width * aspect, step = width + gap, down = height + gap;
        float group = _tiles.Parts * step + BetweenGroups * width;
        int rows = (groups + perRow - 1) / perRow, shownRows = Math.Clamp((int)((box.Height + gap) / down), 1, rows);
        int shownParts = Math.Clamp((int)((box.Width + gap) / step), 1, _tiles.Parts);
        float across = perRow * group - BetweenGroups * width - gap;
        float left = box.Left + MathF.Max((box.Width - across) / 2, 0);
        int shown = 0;
        for (int index = 0; index < groups; index++)
        {
            // Rows of a table go down the first column of groups, then down the next; filters are read line by line.
            (int column, int row) = _tiles.IsTable ? Math.DivRem(index, rows) : (index % perRow, index / perRow);
            if (row >= shownRows)
                continue;
            shown++;
            for (int part = 0; part < shownParts; part++)
                Draw(drawing, weights, index * _tiles.Parts + part, new Box(left + column * group + part * step, box.Top + row * down, width, height));
        }
        return shown < groups || shownParts < _tiles.Parts
            ? $"{NumberText.Count((long)shown * shownParts)} of {NumberText.Count(_tiles.Pictures)} shown"
            : "";
    }

    /// <summary>Between groups of several pictures, for a width of 1.</summary>
    private float BetweenGroups => _tiles.Parts == 1 ? 0 : _tiles.IsTable ? TableGapShare : GapShare;

    /// <summary>Groups a row for pictures as large as can be; no smaller than can be seen, though not all have room then.</summary>
    private (int PerRow, float Width) Wrap(int groups, float aspect, Box box)
    {
        float smallest = SmallestTile * _type.Unit, group = _tiles.Parts * (1 + GapShare) + BetweenGroups;
        (int PerRow, float Width) best = (1, 0);
        for (int perRow = 1; perRow <= groups; perRow++)
        {
            int rows = (groups + perRow - 1) / perRow;
            float width = MathF.Min(
                MathF.Min(box.Width / (perRow * group - BetweenGroups), box.Height / (rows * (aspect + GapShare))), LargestCell * _type.Unit * _tiles.Shape.Width);
            if (width > best.Width * 1.001f)
                best = (perRow, width);
        }
        return best.Width >= smallest ? best : (Math.Clamp((int)(box.Width / (smallest * group)), 1, groups), smallest);
    }

    private void Draw(Drawing drawing, float[] weights, int picture, Box box)
    {
        int pixels = _tiles.Shape.Pixels;
        byte[] colours = new byte[4 * pixels];
        for (int pixel = 0; pixel < pixels; pixel++)
            _colours.Write(weights[picture * pixels + pixel], colours.AsSpan(4 * pixel, 4));
        drawing.Add(new Raster(box, _tiles.Shape.Width, _tiles.Shape.Height, colours, Smooth: false));
        drawing.Add(new Stroke(
            [new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom), new(box.Left, box.Top)],
            _theme.Rule,
            MathF.Min(_type.Hairline, box.Width * 0.05f)));
        if (_names.Count > picture && box.Width > _type.Tick.Width(_names[picture]) + _type.Gap && box.Height > 3 * _type.Tick.LineHeight)
            drawing.Add(new Label(_names[picture], new(box.Left + _type.Gap / 2, box.Top + _type.Gap / 2 + _type.Tick.CapHeight), Anchor.Start, _type.Tick, _theme.Ink, Halo: true));
    }
}
