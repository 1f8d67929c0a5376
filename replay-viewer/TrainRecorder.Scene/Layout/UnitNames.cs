using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Layout;

/// <summary>The names of features and classes beside the units of a single column.</summary>
public static class UnitNames
{
    private const float WidestName = 150;
    private const float SmallestSize = 9;

    /// <summary>The style of the names of a layer whose units are a pitch apart; null if they are not shown: there are none, or there is no room.</summary>
    public static TextStyle? Style(LayerShape layer, UnitGrid grid, TypeScale type)
    {
        if (layer.UnitNames.Count == 0 || grid.Columns > 1)
            return null;
        float size = MathF.Min(type.UnitName.Size, MathF.Floor(grid.Pitch / 1.25f * 4) / 4);
        return size < SmallestSize ? null : type.UnitName with { Size = size };
    }

    /// <summary>The room that the names of a layer need beside its column, gap included, in pixels.</summary>
    public static float Room(LayerShape layer, UnitGrid grid, TypeScale type) => Style(layer, grid, type) is { } style
        ? type.Gap + MathF.Min(layer.UnitNames.Max(name => style.Width(name)), WidestName * type.Unit)
        : 0;

    /// <summary>A name, shortened to the room there is.</summary>
    public static string Fit(string name, TextStyle style, TypeScale type) => TextFit.Shorten(name, style, WidestName * type.Unit);
}
