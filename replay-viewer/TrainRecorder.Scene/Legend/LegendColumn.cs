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
    private readonly List<ILegendItem> _items;
    private readonly TypeScale _type;

    /// <summary>Collects what must be explained.</summary>
    /// <param name="fills">The fills of the layers.</param>
    /// <param name="weights">How weights are drawn.</param>
    /// <param name="theme">The colours.</param>
    /// <param name="type">The type scale.</param>
    public LegendColumn(IReadOnlyList<UnitFill> fills, WeightScale weights, Theme theme, TypeScale type)
    {
        _type = type;
        float swatch = MathF.Max(3.5f * type.Unit, 2);
        List<ILegendItem> items =
        [
            new LineKey([("positive weight", theme.Positive, swatch), ("negative weight", theme.Negative, swatch)], theme, type),
        ];
        if (weights.Largest > 0)
            items.Add(new LineKey([.. WeightSteps.Of(weights).Select(step => ($"|w| = {step}", theme.Muted, weights.Width((float)step)))], theme, type));
        items.AddRange(fills.DistinctBy(fill => fill.Title).Select(fill => new ColourBar(fill, theme, type)));
        _items = items;
    }

    /// <summary>The width it needs, in pixels.</summary>
    public float Width => _items.Max(item => item.Width);

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

    private float HeightOf(int count, float gap) => _items.Take(count).Sum(item => item.Height) + (count - 1) * gap;
}
