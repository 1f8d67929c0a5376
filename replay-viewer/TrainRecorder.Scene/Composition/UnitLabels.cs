using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Composition;

/// <summary>The names of features and classes: beside the units of a column, above or below those of a row, if all of them fit there.</summary>
internal sealed class UnitLabels(LayerPlace place, bool isFirst, TypeScale type, Theme theme)
{
    private const float WidestInRow = 0.92f;

    public void Draw(Drawing drawing)
    {
        UnitGrid grid = place.IsTurned ? new UnitGrid(place.Rows, place.Columns, place.Pitch) : new UnitGrid(place.Columns, place.Rows, place.Pitch);
        if (UnitNames.Style(place.Layer, grid, type) is not { } style)
            return;
        if (place.IsTurned && place.Layer.UnitNames.Max(name => style.Width(name)) > place.Pitch * WidestInRow)
            return;
        for (int unit = 0; unit < place.Units.Count; unit++)
        {
            string name = place.Layer.UnitNames[unit];
            if (place.IsTurned)
                Across(drawing, unit, name, style);
            else
                Beside(drawing, unit, UnitNames.Fit(name, style, type), style);
        }
    }

    private void Beside(Drawing drawing, int unit, string name, TextStyle style)
    {
        float offset = (place.Radius + type.Gap) * (isFirst ? -1 : 1);
        drawing.Write(
            name, place.Units[unit].X + offset, place.Units[unit].Y + style.CapHeight / 2, isFirst ? Anchor.End : Anchor.Start, style, theme.Ink);
    }

    private void Across(Drawing drawing, int unit, string name, TextStyle style)
    {
        float baseline = isFirst ? place.Units[unit].Y - place.Radius - type.Gap * 0.7f : place.Units[unit].Y + place.Radius + type.Gap * 0.7f + style.CapHeight;
        drawing.Write(name, place.Units[unit].X, baseline, Anchor.Middle, style, theme.Ink);
    }
}
