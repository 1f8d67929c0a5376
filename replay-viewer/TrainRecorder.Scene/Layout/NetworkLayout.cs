using System.Numerics;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Layout;

/// <summary>Where the layers, their units and their heads are: from left to right, centred on one line, gaps alike.</summary>
public sealed class NetworkLayout
{
    private const float BlockShare = 0.5f;
    private const float WidestBlockShare = 0.32f;
    private const float WidestGap = 480;
    private const float NarrowestHead = 56;
    private const int MostPasses = 8;

    private readonly TypeScale _type;
    private readonly Box _zone;

    private NetworkLayout(NetworkShape network, Box zone, TypeScale type)
    {
        Network = network;
        _zone = zone;
        _type = type;
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

    /// <summary>The heads of the layers, above their blocks.</summary>
    public IReadOnlyList<LayerHead> Heads { get; }

    /// <summary>The baseline of captions about edges, below the tallest block.</summary>
    public float CaptionBaseline => _zone.Bottom - _type.Caption.Descent;

    /// <summary>Lays out a network.</summary>
    /// <param name="network">At least two layers.</param>
    /// <param name="zone">The room for layers, heads, names beside units and captions about edges.</param>
    /// <param name="type">The type scale of the frame.</param>
    public static NetworkLayout Create(NetworkShape network, Box zone, TypeScale type) => new(network, zone, type);

    /// <summary>The lowest edge of a layer's head.</summary>
    public float HeadBottom(int layer) => Layers[layer].Extent.Top - _type.Gap;

    private (IReadOnlyList<LayerPlace> Places, IReadOnlyList<LayerHead> Heads) Place(float headHeight)
    {
        Box blocks = Box.Between(
            _zone.Left,
            _zone.Top + headHeight + _type.Gap,
            _zone.Right,
            _zone.Bottom - _type.Caption.LineHeight - _type.Gap);
        UnitGrid[] grids = Grids(blocks);
        float[] lefts = Lefts(grids, blocks);
        LayerPlace[] places =
        [
            .. Network.Layers.Select((layer, index) => new LayerPlace(
                layer, grids[index], new Vector2(lefts[index] + grids[index].Width / 2, blocks.Centre.Y), _type.Unit)),
        ];
        return (places, [.. Network.Layers.Select((layer, index) => new LayerHead(layer, _type, HeadWidth(places, index)))]);
    }

    /// <summary>Layers that do not fit into a column share half of the width, by the square roots of their units.</summary>
    private UnitGrid[] Grids(Box blocks)
    {
        double roots = Network.Layers.Sum(layer => UnitGrid.NeedsWidth(layer, blocks.Height, _type.Unit) ? Math.Sqrt(layer.Units) : 0);
        return
        [
            .. Network.Layers.Select(layer =>
            {
                double share = roots == 0 ? 0 : Math.Sqrt(layer.Units) / roots;
                float width = blocks.Width * MathF.Min(BlockShare * (float)share, WidestBlockShare);
                return UnitGrid.Choose(layer, width, blocks.Height, _type.Unit);
            }),
        ];
    }

    /// <summary>Left sides of the blocks: equal gaps, with room at both ends for names beside units and for heads wider than their block.</summary>
    private float[] Lefts(UnitGrid[] grids, Box blocks)
    {
        float left = blocks.Left + EndRoom(0, grids);
        float right = blocks.Right - EndRoom(grids.Length - 1, grids);
        float free = right - left - grids.Sum(grid => grid.Width);
        float gap = MathF.Min(free / (grids.Length - 1), WidestGap * _type.Unit);
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
    private float HeadWidth(LayerPlace[] places, int index)
    {
        float centre = places[index].Block.Centre.X;
        float half = MathF.Min(centre - _zone.Left, _zone.Right - centre);
        if (index > 0)
            half = MathF.Min(half, (centre - places[index - 1].Block.Centre.X - _type.Gap) / 2);
        if (index < places.Length - 1)
            half = MathF.Min(half, (places[index + 1].Block.Centre.X - centre - _type.Gap) / 2);
        return MathF.Max(2 * half, NarrowestHead * _type.Unit);
    }
}
