using System.Numerics;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Layout;

/// <summary>Where a text stands.</summary>
/// <param name="X">Where its anchor is.</param>
/// <param name="Y">Its first baseline, or the top of its lines.</param>
/// <param name="Anchor">Which end is there.</param>
/// <param name="Width">The room it has, in pixels.</param>
public readonly record struct TextPlace(float X, float Y, Anchor Anchor, float Width);

/// <summary>Where the layers, their units and their heads are: along the flow of data, centred on one line, gaps alike.</summary>
public sealed class NetworkLayout
{
    private const float BlockShare = 0.5f;
    private const float WidestBlockShare = 0.32f;
    private const float DeepestShare = 0.6f;
    private const float SmallestTiles = 72;
    private const float WidestGap = 480;
    private const float WidestGapShare = 0.36f;
    private const float WidestHeadColumn = 0.24f;
    private const float SkipRoom = 22;
    private const int MostPasses = 8;

    private readonly TypeScale _type;
    private readonly Box _zone;
    private readonly NetworkArrangement _arrangement;
    private readonly float _bottom;

    private NetworkLayout(NetworkShape network, Box zone, TypeScale type, NetworkArrangement arrangement, int skips)
    {
        Network = network;
        _zone = zone;
        _type = type;
        _arrangement = arrangement;
        _bottom = zone.Bottom - type.Caption.LineHeight - type.Gap - (skips > 0 ? (SkipRoom * type.Unit + type.Caption.LineHeight) : 0);
        if (IsTurned)
        {
            (Layers, Heads) = PlaceRows();
            return;
        }
        float headHeight = type.LayerTitle.LineHeight + type.Caption.LineHeight;
        (Layers, Heads) = Place(headHeight);

        // Heads that break into more lines than assumed take room from the blocks, which moves the blocks and may break more of them.
        for (int pass = 0; pass < MostPasses && Heads.Max(head => head.Height(type)) > headHeight; pass++)
        {
            headHeight = Heads.Max(head => head.Height(type));
            (Layers, Heads) = Place(headHeight);
        }
    }

    /// <summary>The network.</summary>
    public NetworkShape Network { get; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<LayerPlace> Layers { get; }

    /// <summary>The heads of the layers: above their blocks, or to the left of their rows.</summary>
    public IReadOnlyList<LayerHead> Heads { get; }

    /// <summary>Layers are rows.</summary>
    public bool IsTurned => _arrangement == NetworkArrangement.Rows;

    /// <summary>The baseline of captions about edges, below the tallest block.</summary>
    public float CaptionBaseline => _zone.Bottom - _type.Caption.Descent;

    /// <summary>Below this no layer reaches; lines that pass layers run between here and the captions.</summary>
    public float LayersBottom => _bottom;

    /// <summary>Lays out a network.</summary>
    /// <param name="network">At least two layers.</param>
    /// <param name="zone">The room for layers, heads, names beside units and captions about edges.</param>
    /// <param name="type">The type scale of the frame.</param>
    /// <param name="arrangement">How layers are arranged.</param>
    /// <param name="skips">How many lines pass layers: they get room below them.</param>
    public static NetworkLayout Create(NetworkShape network, Box zone, TypeScale type, NetworkArrangement arrangement = NetworkArrangement.Auto, int skips = 0) =>
        new(network, zone, type, arrangement, skips);

    /// <summary>Where the lines of a layer's head stand: <see cref="TextPlace.Y"/> is their top.</summary>
    public TextPlace Head(int layer)
    {
        LayerPlace place = Layers[layer];
        float height = Heads[layer].Height(_type);
        return IsTurned
            ? new TextPlace(_zone.Left, place.Block.Centre.Y - height / 2, Anchor.Start, HeadColumn())
            : new TextPlace(place.Block.Centre.X, place.Extent.Top - _type.Gap - height, Anchor.Middle, HeadWidth(Layers, layer));
    }

    /// <summary>Where a caption stands about the edges between a layer and the one before; its width is 0 if there is no room.</summary>
    public TextPlace Caption(int layer)
    {
        if (IsTurned)
        {
            float above = Layers[layer - 1].Block.Centre.Y + Heads[layer - 1].Height(_type) / 2;
            float below = Layers[layer].Block.Centre.Y - Heads[layer].Height(_type) / 2;
            bool fits = below - above >= _type.Caption.LineHeight * 1.2f;
            return new TextPlace(_zone.Left, (above + below) / 2 + _type.Caption.CapHeight / 2, Anchor.Start, fits ? HeadColumn() : 0);
        }
        float middle = GapMiddle(layer);
        float half = MathF.Min(middle - _zone.Left, _zone.Right - middle);
        if (layer > 1)
            half = MathF.Min(half, (middle - GapMiddle(layer - 1)) / 2);
        if (layer < Layers.Count - 1)
            half = MathF.Min(half, (GapMiddle(layer + 1) - middle) / 2);
        return new TextPlace(middle, CaptionBaseline, Anchor.Middle, 2 * (half - _type.Gap));
    }

    /// <summary>The middle between a layer and the one before.</summary>
    private float GapMiddle(int index) => (Layers[index - 1].Block.Right + Layers[index].Block.Left) / 2;

    private (IReadOnlyList<LayerPlace> Places, IReadOnlyList<LayerHead> Heads) Place(float headHeight)
    {
        Box blocks = Box.Between(_zone.Left, _zone.Top + headHeight + _type.Gap, _zone.Right, _bottom);
        UnitGrid[] grids = Grids(blocks);
        float[] lefts = Lefts(grids, blocks, index => EndRoom(index, grids));
        LayerPlace[] places =
        [
            .. Network.Layers.Select((layer, index) => new LayerPlace(
                layer, grids[index], new Vector2(lefts[index] + grids[index].Width / 2, blocks.Centre.Y), _type.Unit)),
        ];
        float[] widths = [.. Network.Layers.Select((_, index) => HeadWidth(places, index))];
        TextStyle title = TitleStyle(widths);
        return (places, [.. Network.Layers.Select((layer, index) => new LayerHead(layer, _type, widths[index], title))]);
    }

    /// <summary>The style of all titles: as small as need be, and no smaller than captions, for their words to fit into the room that each layer has.</summary>
    private TextStyle TitleStyle(float[] widths)
    {
        TextStyle style = _type.LayerTitle;
        float size = style.Size;
        for (int index = 0; index < widths.Length; index++)
        {
            foreach (string word in Network.Layers[index].Title.Split(' '))
            {
                float fits = style.Size * widths[index] / MathF.Max(style.Width(word), 1);
                if (fits >= _type.Caption.Size)
                    size = MathF.Min(size, fits);
            }
        }
        return style with { Size = MathF.Floor(size * 4) / 4 };
    }

    /// <summary>Along the flow as in columns, then turned: the first axis is y. Heads stand in a column of their own to the left.</summary>
    private (IReadOnlyList<LayerPlace> Places, IReadOnlyList<LayerHead> Heads) PlaceRows()
    {
        float left = _zone.Left + HeadColumn() + 2 * _type.Gap;
        Box flow = Box.Between(_zone.Top, left, _bottom, _zone.Right);
        UnitGrid[] grids = Grids(flow);
        LayerHead[] full = [.. Network.Layers.Select(layer => new LayerHead(layer, _type, HeadColumn()))];
        float[] tops = Lefts(grids, flow, index => MathF.Max(MathF.Max((full[index].Height(_type) - grids[index].Width) / 2, 0), NamesRoom(index, grids)));
        LayerPlace[] places =
        [
            .. Network.Layers.Select((layer, index) => new LayerPlace(
                layer, grids[index], new Vector2(tops[index] + grids[index].Width / 2, flow.Centre.Y), _type.Unit, turned: true)),
        ];
        float nearest = float.PositiveInfinity;
        for (int index = 1; index < places.Length; index++)
            nearest = MathF.Min(nearest, places[index].Block.Centre.Y - places[index - 1].Block.Centre.Y);
        int lines = (int)((nearest - _type.LayerTitle.LineHeight) / _type.Caption.LineHeight);
        TextStyle title = nearest < _type.LayerTitle.LineHeight ? _type.LayerTitle with { Size = _type.Caption.Size } : _type.LayerTitle;

        // Rows nearer than a line is high: every so many are named, and always the last.
        int every = (int)MathF.Ceiling(title.LineHeight / nearest), last = places.Length - 1;
        return (places,
        [
            .. Network.Layers.Select((layer, index) => new LayerHead(
                layer, _type, HeadColumn(), title, index == last || (index % every == 0 && last - index >= every) ? Math.Max(lines, 0) : LayerHead.Unnamed)),
        ]);
    }

    /// <summary>The width of the column of heads beside rows.</summary>
    private float HeadColumn() => MathF.Min(
        MathF.Max(Network.Layers.Max(layer => LayerHead.GoodWidth(layer, _type)), 150 * _type.Unit), _zone.Width * WidestHeadColumn);

    /// <summary>Names of units above the first row and below the last.</summary>
    private float NamesRoom(int index, UnitGrid[] grids) =>
        (index == 0 || index == grids.Length - 1) && UnitNames.Style(Network.Layers[index], grids[index], _type) is { } style ? style.LineHeight + _type.Gap : 0;

    /// <summary>Layers that do not fit into a column share half of the width, by the square roots of their units; columns leave most of the other half to the edges.</summary>
    private UnitGrid[] Grids(Box blocks)
    {
        double roots = Network.Layers.Sum(layer => UnitGrid.NeedsWidth(layer, blocks.Height, _type.Unit, _arrangement) ? Root(layer) : 0);
        float deepest = DeepestShare * blocks.Width * (roots > 0 ? 1 - BlockShare : 1) / Network.Layers.Count;
        return
        [
            .. Network.Layers.Select(layer =>
            {
                double share = roots == 0 ? 0 : Root(layer) / roots;
                float width = blocks.Width * MathF.Min(BlockShare * (float)share, WidestBlockShare);
                if (layer.Tiles is not null)
                    width = MathF.Max(width, MathF.Min(SmallestTiles * _type.Unit, deepest));
                return UnitGrid.Choose(layer, width, blocks.Height, _type.Unit, _arrangement).Within(deepest);
            }),
        ];
    }

    /// <summary>A small picture takes the room of several units.</summary>
    private static double Root(LayerShape layer) => Math.Sqrt(layer.Units) * (layer.Tiles is null ? 1 : 3);

    /// <summary>Left sides of the blocks: equal gaps, with room at both ends for names beside units and for heads wider than their block.</summary>
    private float[] Lefts(UnitGrid[] grids, Box blocks, Func<int, float> endRoom)
    {
        float left = blocks.Left + endRoom(0);
        float right = blocks.Right - endRoom(grids.Length - 1);
        float free = right - left - grids.Sum(grid => grid.Width);
        float gap = MathF.Min(free / (grids.Length - 1), MathF.Max(WidestGap * _type.Unit, WidestGapShare * blocks.Width));
        left += (free - gap * (grids.Length - 1)) / 2;

        float[] lefts = new float[grids.Length];
        for (int index = 0; index < lefts.Length; index++)
        {
            lefts[index] = left;
            left += grids[index].Width + gap;
        }
        return lefts;
    }

    private float EndRoom(int index, UnitGrid[] grids)
    {
        LayerShape layer = Network.Layers[index];
        float head = MathF.Min(LayerHead.GoodWidth(layer, _type) + 2 * _type.Gap, _zone.Width / grids.Length);
        float names = UnitNames.Room(layer, grids[index], _type);
        return MathF.Max((head - grids[index].Width) / 2, names);
    }

    /// <summary>As wide as the neighbours and the zone's sides allow.</summary>
    private float HeadWidth(IReadOnlyList<LayerPlace> places, int index)
    {
        float centre = places[index].Block.Centre.X;
        float half = MathF.Min(centre - _zone.Left, _zone.Right - centre);
        if (index > 0)
            half = MathF.Min(half, (centre - places[index - 1].Block.Centre.X - _type.Gap) / 2);
        if (index < places.Count - 1)
            half = MathF.Min(half, (places[index + 1].Block.Centre.X - centre - _type.Gap) / 2);
        return MathF.Max(2 * half, 0);
    }
}
