using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Legend;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Composition;

/// <summary>Units and edges.</summary>
internal sealed class NetworkPicture : INetworkPicture
{
    /// <summary>The opacity of a sketch's lines, times the root of their number.</summary>
    private const float SketchOpacity = 6;

    private const float UprightFrom = 1.15f;

    private readonly RunHistory _history;
    private readonly SceneOptions _options;
    private readonly TypeScale _type;
    private readonly DrawnNetwork _drawn;
    private readonly WeightRange?[] _weights;
    private readonly WeightRange?[] _strengths;
    private readonly LayerRanges[] _ranges;
    private NetworkLayout? _layout;
    private EdgeDensity?[] _densities = [];

    public NetworkPicture(DrawnNetwork drawn, RunHistory history, SceneOptions options, TypeScale type)
    {
        (_drawn, _history, _options, _type) = (drawn, history, options, type);
        _weights = [.. drawn.Network.Layers.Select((_, place) => drawn.WireOf(place) is { Kind: WireKind.Weights } ? Range(place) : null)];
        _strengths = [.. drawn.Network.Layers.Select((_, place) => drawn.WireOf(place) is { Kind: WireKind.Strengths } ? Range(place) : null)];
        _ranges = [.. drawn.Recorded.Select(index => LayerRanges.Of(history, index, options.Sample))];
        Fills = [.. drawn.Network.Layers.Select((layer, place) => UnitFill.Of(layer, options.Fill, _ranges[place], options.Theme))];
        Rings = [.. drawn.Network.Layers.Select((layer, place) => place == 0 ? null : UnitFill.Of(layer, options.Ring, _ranges[place], options.Theme))];
    }

    /// <summary>Where layers and units are.</summary>
    public NetworkLayout Layout => _layout ?? throw new InvalidOperationException("not laid out yet");

    /// <summary>How weights are drawn.</summary>
    public WeightScale Weights { get; private set; }

    /// <summary>How norms of many weights are drawn.</summary>
    public WeightScale Strengths { get; private set; }

    /// <summary>What the colours of each layer's units mean; null where they mean nothing.</summary>
    public IReadOnlyList<UnitFill?> Fills { get; }

    /// <summary>What the rings mean.</summary>
    public IReadOnlyList<UnitFill?> Rings { get; }

    // The legend's width does not depend on how wide its lines are, and the lines' width depends on the layout beside the legend.
    public float LegendWidth => LegendOf(
        new WeightScale(WeightScaling.Largest(_weights), 1, 1, WeightScaling.Floor(_weights)),
        new WeightScale(WeightScaling.Largest(_strengths), 1, 1, WeightScaling.Floor(_strengths))).Width;

    public LegendColumn Legend => LegendOf(Weights, Strengths);

    public void Arrange(Box zone)
    {
        NetworkShape network = new([.. _drawn.Network.Layers.Select((layer, place) => layer with { Shows = Fills[place] is { } fill ? fill.Words : Nothing(layer) })]);
        _layout = NetworkLayout.Create(network, zone, _type, Arrangement, _drawn.Wires.Count(IsLineAround));
        int lines = _drawn.Wires.Where(wire => wire.HasValues).Sum(wire => _options.Edges.About(wire.UnitsFrom, wire.UnitsTo));
        Weights = WeightScaling.Of(_layout, _weights, _type.Unit, lines);
        Strengths = WeightScaling.Of(_layout, _strengths, _type.Unit, lines);
        _densities = [.. _drawn.Wires.Select(Density)];
    }

    public void DrawConstant(Drawing drawing)
    {
        for (int index = 0; index < Layout.Layers.Count; index++)
        {
            TextPlace place = Layout.Head(index);
            LayerHead head = Layout.Heads[index];
            float baseline = place.Y + head.TitleStyle.Ascent;
            foreach (string line in head.Title)
            {
                drawing.Add(HeadLabel(line, place, baseline, head.TitleStyle, _options.Theme.Ink));
                baseline += head.TitleStyle.LineHeight;
            }
        }
        foreach (LayerPlace place in Layout.Layers)
            new UnitLabels(place, isFirst: place == Layout.Layers[0], _type, _options.Theme).Draw(drawing);
        new LineAround(Layout, _type, _options.Theme).Draw(drawing, [.. _drawn.Wires.Where(IsLineAround)]);
        foreach (Wire wire in _drawn.Wires.Where(wire => wire.Kind == WireKind.Whole && !wire.Skips))
            drawing.Add(LineAround.Straight(Layout.Layers[wire.From], Layout.Layers[wire.To], _type, _options.Theme));
    }

    public (IReadOnlyList<Connection> Connections, IReadOnlyList<LayerView> Layers) Draw(Drawing drawing, FrameData frame)
    {
        FrameData seen = _drawn.Frame(frame);
        List<Connection> connections = [];
        for (int index = 0; index < _drawn.Wires.Count; index++)
        {
            Wire wire = _drawn.Wires[index];
            if (!IsLineAround(wire) && wire.Kind != WireKind.Whole)
                Connect(connections, drawing, wire, _densities[index], seen.Layers[wire.To]);
        }
        for (int index = 0; index < Layout.Layers.Count; index++)
            DrawLines(drawing, index, seen.Layers[index]);
        return (connections, [.. Layout.Layers.Select((place, index) => View(place, index, seen.Layers[index]))]);
    }

    /// <summary>In an upright picture layers follow one another downwards, unless asked otherwise.</summary>
    private NetworkArrangement Arrangement => _options.Arrangement == NetworkArrangement.Auto && _options.Height > UprightFrom * _options.Width
        ? NetworkArrangement.Rows
        : _options.Arrangement;

    /// <summary>Sums and whole joins that pass other layers are one line around them; weights that do are drawn as they are.</summary>
    private static bool IsLineAround(Wire wire) => wire.Skips && !wire.HasValues;

    /// <summary>Small pictures show the activation; other units without a colour show nothing.</summary>
    private string? Nothing(LayerShape layer) => layer.Tiles is null ? "" : _options.Sample is { } sample ? $"sample {sample}" : null;

    private WeightRange? Range(int place) => _history.Weights[_drawn.Recorded[place]];

    private LegendColumn LegendOf(WeightScale weights, WeightScale strengths)
    {
        LegendNeeds needs = new()
        {
            Weights = _options.Edges.Kind != EdgeChoiceKind.None && _drawn.Wires.Any(wire => wire.Kind == WireKind.Weights) ? weights : null,
            Strengths = _options.Edges.Kind != EdgeChoiceKind.None && _drawn.Wires.Any(wire => wire.Kind == WireKind.Strengths) ? strengths : null,
            EdgeBy = _options.EdgeBy,
            Fills = [.. Fills.OfType<UnitFill>()],
            Rings = [.. Rings.OfType<UnitFill>()],
            HasTiles = _drawn.Network.Layers.Any(layer => layer.Tiles is not null),
            FillsFrameTiles = _drawn.Network.Layers.Where((layer, place) => layer.Tiles is not null && Fills[place] is not null).Any(),
            Sample = _options.Sample,
        };
        return new LegendColumn(needs, _options.Theme, _type);
    }

    private EdgeDensity? Density(Wire wire) =>
        wire.HasValues && Range(wire.To) is { } range && _options.Edges.HasDensity(wire.UnitsFrom, wire.UnitsTo)
            ? new EdgeDensity(Layout.Layers[wire.From], Layout.Layers[wire.To], range, _options.Theme, _type.Unit, wire.Kind == WireKind.Weights)
            : null;

    private void Connect(List<Connection> connections, Drawing drawing, Wire wire, EdgeDensity? density, LayerFrame frame)
    {
        LayerPlace from = Layout.Layers[wire.From], to = Layout.Layers[wire.To];
        if (wire.Kind == WireKind.Complete)
        {
            Sketch(connections, drawing, wire);
            return;
        }
        if (!wire.HasValues)
        {
            Func<int, int> source = wire.Kind == WireKind.Lookup ? wire.ChosenBy : static unit => unit;
            connections.Add(Connection.OneEach(from, to, MathF.Max(1.1f * _type.Unit, 0.7f), source));
            WriteCaption(drawing, wire, EdgeCaption.Of(wire.Kind));
            return;
        }
        if (_options.Edges.Kind == EdgeChoiceKind.None)
        {
            WriteCaption(drawing, wire, ["edges not drawn"]);
            return;
        }
        if (EdgesOf(frame) is not { } weights)
        {
            WriteCaption(drawing, wire, Missing(frame));
            return;
        }
        WeightScale scale = wire.Kind == WireKind.Weights ? Weights : Strengths;
        if (Range(wire.To) is { } range)
            scale = scale.For(range);
        Connection connection = Connection.Choose(
            from, to, wire.Matrix(weights), scale, density, _options.Edges, isSigned: wire.Kind == WireKind.Weights);
        connections.Add(connection);
        TextPlace place = CaptionPlace(wire);
        WriteCaption(drawing, place, EdgeCaption.Text(connection.Count, wire, _options.EdgeBy, _type.Caption, place.Width));
    }

    /// <summary>All lines alike, and none where they would be fog.</summary>
    private void Sketch(List<Connection> connections, Drawing drawing, Wire wire)
    {
        long weights = (long)wire.UnitsFrom * wire.UnitsTo;
        bool isDrawn = _options.Edges.Kind == EdgeChoiceKind.All || (_options.Edges.Kind == EdgeChoiceKind.Auto && weights <= EdgeBudget.AllUpTo);
        if (!isDrawn)
        {
            if (_options.Edges.Kind == EdgeChoiceKind.Auto)
                drawing.Add(EdgeFan.Between(Layout.Layers[wire.From], Layout.Layers[wire.To], _options.Theme));
            WriteCaption(drawing, wire, [$"{NumberText.Count(weights)} weights, not drawn", "edges not drawn"]);
            return;
        }
        float opacity = Math.Clamp(SketchOpacity / MathF.Sqrt(weights), 0.1f, 0.6f);
        connections.Add(Connection.Complete(Layout.Layers[wire.From], Layout.Layers[wire.To], MathF.Max(1.1f * _type.Unit, 0.7f), opacity));
        string all = weights == 1 ? "1 weight" : $"{NumberText.Count(weights)} weights";
        WriteCaption(drawing, wire, [$"{all}, sizes not given", "sizes not given", all, ""]);
    }

    private float[]? EdgesOf(LayerFrame frame) => _options.EdgeBy == EdgeQuantity.Weight ? frame.Weight : frame.Edge;

    private string[] Missing(LayerFrame frame) => frame.WeightDamaged
        ? ["weights damaged at this epoch", "weights damaged"]
        : _options.EdgeBy switch
        {
            EdgeQuantity.Change when frame.Weight is not null => ["no epoch before to compare with", "no epoch before"],
            EdgeQuantity.Gradient => ["gradients not recorded at this epoch", "no gradients recorded"],
            _ => ["weights not recorded at this epoch", "weights not recorded"],
        };

    private LayerView View(LayerPlace place, int index, LayerFrame frame) => new(place, Fills[index]?.Colours(place.Layer, frame) ?? new Rgb?[place.Units.Count])
    {
        Rings = Rings[index]?.Colours(place.Layer, frame) ?? [],
        Tiles = place.Layer.Tiles is null ? [] : TilePainter.Paint(place, frame.Activation, _ranges[index].Map, _options.Theme),
    };

    private void DrawLines(Drawing drawing, int index, LayerFrame frame)
    {
        LayerHead head = Layout.Heads[index];
        TextPlace place = Layout.Head(index);
        float baseline = place.Y + head.Title.Count * head.TitleStyle.LineHeight + _type.Caption.Ascent;
        foreach (string line in head.Lines(frame))
        {
            drawing.Add(HeadLabel(line, place, baseline, _type.Caption, _options.Theme.Muted));
            baseline += _type.Caption.LineHeight;
        }
    }

    private static Label HeadLabel(string text, TextPlace place, float baseline, TextStyle style, Rgb colour) =>
        new(text, new Vector2(place.X, baseline), place.Anchor, style, colour, Halo: true);

    private TextPlace CaptionPlace(Wire wire) => wire.Skips ? default : Layout.Caption(wire.To);

    private void WriteCaption(Drawing drawing, Wire wire, IReadOnlyList<string> forms)
    {
        TextPlace place = CaptionPlace(wire);
        WriteCaption(drawing, place, EdgeCaption.Fit(forms, _type.Caption, place.Width));
    }

    private void WriteCaption(Drawing drawing, TextPlace place, string text)
    {
        if (place.Width > 0)
            drawing.Write(text, place.X, place.Y, place.Anchor, _type.Caption, _options.Theme.Muted);
    }
}
