using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Legend;

/// <summary>The legend: signs, widths, and a colour bar for each meaning of the units' colours.</summary>
public sealed class LegendColumn
{
    private readonly IReadOnlyList<ILegendItem> _items;
    private readonly TypeScale _type;

    /// <summary>A legend of given items.</summary>
    internal LegendColumn(IReadOnlyList<ILegendItem> items, TypeScale type) => (_items, _type) = (items, type);

    /// <summary>Collects what must be explained of a network.</summary>
    internal LegendColumn(LegendNeeds needs, Theme theme, TypeScale type)
        : this([.. Items(needs, theme, type)], type)
    {
    }

    /// <summary>The width it needs, in pixels.</summary>
    public float Width => _items.Count == 0 ? 0 : _items.Max(item => item.Width);

    /// <summary>Draws it in the middle of a zone; the last items are left out if there is no room.</summary>
    public void Draw(Drawing drawing, Box zone)
    {
        float gap = 2.2f * _type.Gap;
        int count = _items.Count;
        while (count > 1 && HeightOf(count, gap) > zone.Height)
        {
            if (gap > _type.Gap)
                gap = _type.Gap;
            else
                count--;
        }
        float top = zone.Centre.Y - HeightOf(count, gap) / 2;
        foreach (ILegendItem item in _items.Take(count))
        {
            item.Draw(drawing, zone.Left, top, zone.Width);
            top += item.Height + gap;
        }
    }

    private static IEnumerable<ILegendItem> Items(LegendNeeds needs, Theme theme, TypeScale type)
    {
        float swatch = MathF.Max(3.5f * type.Unit, 2);
        if (needs.Weights is { } weights)
        {
            string noun = needs.EdgeBy.Noun();
            yield return new LineKey([($"positive {noun}", theme.Positive, swatch), ($"negative {noun}", theme.Negative, swatch)], theme, type);
            if (weights.Largest > 0)
                yield return new LineKey([.. WeightSteps.Of(weights).Select(step => ($"{needs.EdgeBy.Size()} = {step}", theme.Muted, weights.Width((float)step)))], theme, type);
        }
        if (needs.Strengths is { Largest: > 0 } strengths)
            yield return new LineKey([.. WeightSteps.Of(strengths).Select(step => ($"norm = {step}", theme.Strength, strengths.Width((float)step)))], theme, type);
        if (needs.HasTiles)
        {
            string title = needs.Sample is { } sample ? $"activation, sample {sample}" : "mean activation";
            yield return new ColourBar(new UnitFill(title, 0, 1, theme.Activation, UnitQuantityOfTiles), theme, type) { Ends = ("lowest", "highest of the layer") };
        }
        string frame = needs.FillsFrameTiles ? ", frames" : "";
        foreach (UnitFill fill in needs.Fills.DistinctBy(fill => fill.Title))
            yield return Of(fill, fill.Title + (fill.IsSaturation ? frame : ""), theme, type);
        foreach (UnitFill ring in needs.Rings.DistinctBy(ring => ring.Title))
            yield return Of(ring, "ring: " + ring.Title, theme, type);
    }

    private static ILegendItem Of(UnitFill fill, string title, Theme theme, TypeScale type) => fill.Quantity == Runs.UnitQuantity.Dead
        ? new UnitKey(title, [("alive", fill.Map.At(0)), ("dead", fill.Map.At(1))], theme, type)
        : new ColourBar(fill, theme, type, title);

    private const Runs.UnitQuantity UnitQuantityOfTiles = Runs.UnitQuantity.Activation;

    private float HeightOf(int count, float gap) => _items.Take(count).Sum(item => item.Height) + (count - 1) * gap;
}
