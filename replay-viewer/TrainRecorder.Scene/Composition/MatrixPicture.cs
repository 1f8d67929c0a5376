using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Legend;
using TrainRecorder.Scene.Matrices;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Composition;

/// <summary>Weights as pictures in place of the network: heat maps, filters or kernels, a panel each.</summary>
internal sealed class MatrixPicture : INetworkPicture
{
    private const int MostInARow = 3;
    private const int MostRows = 4;
    private const float WidestOverMean = 2.2f;

    private readonly IReadOnlyList<IMatrixPanel> _panels;
    private readonly SceneOptions _options;
    private readonly TypeScale _type;
    private Box[] _boxes = [];

    private MatrixPicture(IReadOnlyList<IMatrixPanel> panels, SceneOptions options, TypeScale type)
    {
        (_panels, _options, _type) = (panels, options, type);
        Legend = new LegendColumn(
            [new ColourBar(new UnitFill("weight", -1, 1, options.Theme.Diverging, UnitQuantity.Bias), options.Theme, type) { Ends = ("−largest", "largest |w|") }], type);
    }

    public float LegendWidth => Legend.Width;

    public LegendColumn Legend { get; }

    /// <summary>The picture of a view.</summary>
    /// <exception cref="SceneException">This network has no such layer.</exception>
    public static MatrixPicture Create(NetworkShape network, DrawnNetwork drawn, RunHistory history, SceneOptions options, TypeScale type) =>
        new([.. MatrixPanels.Of(network, drawn, history, options, type)], options, type);

    public void Arrange(Box zone)
    {
        int rows = Math.Min((_panels.Count + MostInARow - 1) / MostInARow, MostRows);
        int perRow = (_panels.Count + rows - 1) / rows;
        float gap = 4 * _type.Gap, head = _type.LayerTitle.LineHeight + _type.Caption.LineHeight + _type.Gap, foot = _type.Caption.LineHeight + _type.Gap;
        float height = (zone.Height - gap * (rows - 1)) / rows;
        List<Box> boxes = [];
        for (int row = 0; row < rows; row++)
        {
            IMatrixPanel[] here = [.. _panels.Skip(row * perRow).Take(perRow)];
            float[] shares = Shares(here);
            float left = zone.Left, free = zone.Width - gap * (here.Length - 1);
            for (int index = 0; index < here.Length; index++)
            {
                float top = zone.Top + row * (height + gap), width = free * shares[index];
                boxes.Add(Box.Between(left, top + head, left + width, top + height - foot));
                left += width + gap;
            }
        }
        _boxes = [.. boxes];
    }

    public void DrawConstant(Drawing drawing)
    {
        for (int index = 0; index < _panels.Count; index++)
        {
            IMatrixPanel panel = _panels[index];
            Box box = _boxes[index];
            float baseline = box.Top - _type.Gap - _type.Caption.LineHeight - _type.LayerTitle.LineHeight + _type.LayerTitle.Ascent;
            drawing.Write(TextFit.Shorten(panel.Title, _type.LayerTitle, box.Width), box.Left, baseline, Anchor.Start, _type.LayerTitle, _options.Theme.Ink);
            baseline = box.Top - _type.Gap - _type.Caption.LineHeight + _type.Caption.Ascent;
            drawing.Write(EdgeCaption.Fit(panel.Captions, _type.Caption, box.Width), box.Left, baseline, Anchor.Start, _type.Caption, _options.Theme.Muted);
        }
    }

    public (IReadOnlyList<Connection> Connections, IReadOnlyList<LayerView> Layers) Draw(Drawing drawing, FrameData frame)
    {
        for (int index = 0; index < _panels.Count; index++)
        {
            LayerFrame layer = frame.Layers[_panels[index].Recorded];
            float baseline = _boxes[index].Bottom + _type.Gap / 2 + _type.Caption.Ascent;
            string said = layer.Weight is { } weights
                ? _panels[index].Draw(drawing, weights, _boxes[index])
                : layer.WeightDamaged ? "weights damaged at this epoch" : "weights not recorded at this epoch";
            drawing.Write(
                TextFit.Shorten(said, _type.Caption, _boxes[index].Width), _boxes[index].Left, baseline, Anchor.Start, _type.Caption, _options.Theme.Muted);
        }
        return ([], []);
    }

    /// <summary>Shares of the width by the square roots of the panels' columns, none above or below its due by much.</summary>
    private static float[] Shares(IMatrixPanel[] panels)
    {
        float[] roots = [.. panels.Select(panel => MathF.Sqrt(panel.Breadth))];
        float mean = roots.Average();
        float[] held = [.. roots.Select(root => Math.Clamp(root, mean / WidestOverMean, mean * WidestOverMean))];
        float sum = held.Sum();
        return [.. held.Select(root => root / sum)];
    }
}
