using System.Numerics;
using TrainRecorder.Scene.Charts;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Legend;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Composition;

/// <summary>Composes the pictures of a run. What is the same at every epoch is laid out once.</summary>
/// <remarks>Safe for several threads: composing reads only what was prepared.</remarks>
public sealed class SceneComposer
{
    private readonly RunHistory _history;
    private readonly SceneOptions _options;
    private readonly TypeScale _type;
    private readonly FrameZones _zones;
    private readonly Heading _heading;
    private readonly IReadOnlyList<IChart> _charts;
    private readonly IReadOnlyList<EdgeDensity?> _densities;
    private readonly Drawing _constant = new();

    /// <summary>Prepares the pictures of a run.</summary>
    public SceneComposer(NetworkShape network, RunHistory history, SceneOptions options)
    {
        (_history, _options) = (history, options);
        _type = new TypeScale(options.Width, options.Height);
        Theme theme = options.Theme;
        Fills = [.. network.Layers.Select((layer, index) => UnitFill.Of(layer, index == 0, history.Activations[index], theme))];

        // The legend's width does not depend on how wide its lines are, and the lines' width depends on the layout beside the legend.
        float legendWidth = new LegendColumn(Fills, new WeightScale(WeightScaling.Largest(history.Weights), 1, 1, WeightScaling.Floor(history.Weights)), theme, _type).Width;
        _zones = FrameZones.Divide(options.Width, options.Height, _type, legendWidth);
        Layout = NetworkLayout.Create(network, _zones.Network, _type);
        Weights = WeightScaling.Of(Layout, history.Weights, _type.Unit);
        _heading = new Heading(history, _zones.Header, _type, theme);
        _charts = ChartRow.Create(network, history, _zones.Charts, _type, theme);
        _densities = [.. Layout.Layers.Select((_, index) => Density(index))];

        new LegendColumn(Fills, Weights, theme, _type).Draw(_constant, _zones.Legend);
        DrawTitles();
        DrawUnitNames();
        foreach (IChart chart in _charts)
            chart.Draw(_constant);
    }

    /// <summary>Where layers and units are.</summary>
    public NetworkLayout Layout { get; }

    /// <summary>How weights are drawn.</summary>
    public WeightScale Weights { get; }

    /// <summary>What the colours of each layer's units mean.</summary>
    public IReadOnlyList<UnitFill> Fills { get; }

    /// <summary>Composes the picture of an epoch.</summary>
    /// <param name="frame">What was recorded of it; as many layers as the network.</param>
    public PictureScene Compose(FrameData frame)
    {
        List<Connection> connections = [];
        Drawing drawing = new();
        for (int index = 1; index < Layout.Layers.Count; index++)
        {
            if (frame.Layers[index].Weight is not { } weights)
            {
                if (Layout.Network.Layers[index].HasWeights)
                    WriteCaption(drawing, index, width => TextFit.Shorten("weights not recorded at this epoch", _type.Caption, width));
                continue;
            }
            Connection connection = Connection.Choose(Layout.Layers[index - 1], Layout.Layers[index], weights, Weights, _densities[index]);
            connections.Add(connection);
            WriteCaption(drawing, index, width => EdgeCaption.Text(connection.Count, _type.Caption, width));
        }
        drawing.Add(_constant);
        _heading.Draw(drawing, frame.Epoch);
        for (int index = 0; index < Layout.Layers.Count; index++)
            DrawLines(drawing, index, frame.Layers[index]);
        foreach (IChart chart in _charts)
            chart.Mark(drawing, frame.Epoch);
        return new PictureScene
        {
            Width = _options.Width,
            Height = _options.Height,
            Epoch = frame.Epoch,
            Description = $"{_history.Name}, {_heading.Status(frame.Epoch)}",
            Theme = _options.Theme,
            Outline = _type.Hairline,
            Connections = connections,
            Layers = [.. Layout.Layers.Select((place, index) => new LayerView(place, Fills[index].Colours(place.Layer, frame.Layers[index])))],
            Drawing = drawing,
        };
    }

    private EdgeDensity? Density(int index) =>
        index > 0 && _history.Weights[index] is { } range
            && EdgeBudget.LeavesOut(Layout.Layers[index - 1].Units.Count, Layout.Layers[index].Units.Count)
            ? new EdgeDensity(Layout.Layers[index - 1], Layout.Layers[index], range, _options.Theme, _type.Unit)
            : null;

    private void DrawTitles()
    {
        for (int index = 0; index < Layout.Layers.Count; index++)
        {
            LayerHead head = Layout.Heads[index];
            float baseline = Layout.HeadBottom(index) - head.Height(_type) + _type.LayerTitle.Ascent;
            foreach (string line in head.Title)
            {
                _constant.Add(HeadLabel(line, index, baseline, _type.LayerTitle, _options.Theme.Ink));
                baseline += _type.LayerTitle.LineHeight;
            }
        }
    }

    private void DrawLines(Drawing drawing, int index, LayerFrame frame)
    {
        LayerHead head = Layout.Heads[index];
        float baseline = Layout.HeadBottom(index) - head.LineCount * _type.Caption.LineHeight + _type.Caption.Ascent;
        foreach (string line in head.Lines(frame))
        {
            drawing.Add(HeadLabel(line, index, baseline, _type.Caption, _options.Theme.Muted));
            baseline += _type.Caption.LineHeight;
        }
    }

    private Label HeadLabel(string text, int index, float baseline, TextStyle style, Rgb colour) =>
        new(text, new Vector2(Layout.Layers[index].Block.Centre.X, baseline), Anchor.Middle, style, colour, Halo: true);

    private void DrawUnitNames()
    {
        foreach (LayerPlace place in Layout.Layers)
        {
            if (UnitNames.Style(place.Layer, new UnitGrid(place.Columns, place.Rows, place.Pitch), _type) is not { } style)
                continue;
            bool before = place == Layout.Layers[0];
            float offset = (place.Radius + _type.Gap) * (before ? -1 : 1);
            for (int unit = 0; unit < place.Units.Count; unit++)
            {
                _constant.Write(
                    UnitNames.Fit(place.Layer.UnitNames[unit], style, _type),
                    place.Units[unit].X + offset,
                    place.Units[unit].Y + style.CapHeight / 2,
                    before ? Anchor.End : Anchor.Start,
                    style,
                    _options.Theme.Ink);
            }
        }
    }

    private void WriteCaption(Drawing drawing, int index, Func<float, string> text)
    {
        float middle = GapMiddle(index);
        float half = MathF.Min(middle - _zones.Network.Left, _zones.Network.Right - middle);
        if (index > 1)
            half = MathF.Min(half, (middle - GapMiddle(index - 1)) / 2);
        if (index < Layout.Layers.Count - 1)
            half = MathF.Min(half, (GapMiddle(index + 1) - middle) / 2);
        drawing.Write(text(2 * (half - _type.Gap)), middle, Layout.CaptionBaseline, Anchor.Middle, _type.Caption, _options.Theme.Muted);
    }

    /// <summary>The middle between a layer and the one before.</summary>
    private float GapMiddle(int index) => (Layout.Layers[index - 1].Block.Right + Layout.Layers[index].Block.Left) / 2;
}
