using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Scene.Page;

/// <summary>Layers laid out for a frame of certain proportions.</summary>
/// <param name="Width">From the leftmost block to the rightmost.</param>
/// <param name="Height">The room of the tallest layer.</param>
/// <param name="LineWidth">The width of the line of the largest weight.</param>
/// <param name="Layers">A place for each layer.</param>
public sealed record PageLayout(float Width, float Height, float LineWidth, IReadOnlyList<PageLayerPlace> Layers);

/// <summary>Where a layer is in a layout.</summary>
/// <param name="Radius">The radius of its units.</param>
/// <param name="Units">Tensor <c>[units, 3]</c>: x and y of a unit's centre, and the height at which its edges cross the sides of the layer's block.</param>
/// <param name="EdgesIn">Where edges arrive from the layer before: x.</param>
/// <param name="EdgesOut">Where edges leave to the next layer: x.</param>
public sealed record PageLayerPlace(float Radius, string Units, float EdgesIn, float EdgesOut);

/// <summary>How weights are drawn, the same at every epoch and between all layers.</summary>
/// <param name="Largest">By what lines show (<c>weight</c>, and where they can <c>contribution</c>, <c>change</c>, <c>gradient</c>): the |value| of the full width and strength.</param>
/// <param name="Classes">How lines of equal classes of |value| from 0 to the largest are drawn.</param>
public sealed record PageStrokes(IReadOnlyDictionary<string, double> Largest, IReadOnlyList<PageStroke> Classes);

/// <summary>How the lines of a class of weights are drawn.</summary>
/// <param name="Width">Share of the full width.</param>
/// <param name="Opacity">In (0, 1].</param>
public sealed record PageStroke(float Width, float Opacity);

/// <summary>The colours for bright and for dark screens.</summary>
public sealed record PageThemes(PageTheme Light, PageTheme Dark);

/// <summary>The colours of a theme, each <c>#rrggbb</c>; ramps from the low to the high end in equal steps.</summary>
public sealed record PageTheme
{
    private const int RampStops = 18;

    /// <summary>Behind everything.</summary>
    public required string Background { get; init; }

    /// <summary>Titles and curves.</summary>
    public required string Ink { get; init; }

    /// <summary>Captions, ticks, second curves.</summary>
    public required string Muted { get; init; }

    /// <summary>Axes and frames.</summary>
    public required string Rule { get; init; }

    /// <summary>Around units.</summary>
    public required string Outline { get; init; }

    /// <summary>Positive weights.</summary>
    public required string Positive { get; init; }

    /// <summary>Negative weights.</summary>
    public required string Negative { get; init; }

    /// <summary>The colours of saturation.</summary>
    public required IReadOnlyList<string> Saturation { get; init; }

    /// <summary>The colours of mean activation.</summary>
    public required IReadOnlyList<string> Activation { get; init; }

    /// <summary>The colours of a theme of pictures.</summary>
    public static PageTheme Of(Theme theme) => new()
    {
        Background = theme.Background.ToString(),
        Ink = theme.Ink.ToString(),
        Muted = theme.Muted.ToString(),
        Rule = theme.Rule.ToString(),
        Outline = theme.Outline.ToString(),
        Positive = theme.Positive.ToString(),
        Negative = theme.Negative.ToString(),
        Saturation = Ramp(theme.Saturation),
        Activation = Ramp(theme.Activation),
    };

    private static string[] Ramp(ColourMap map)
    {
        string[] stops = new string[RampStops];
        for (int stop = 0; stop < stops.Length; stop++)
            stops[stop] = map.At((double)stop / (RampStops - 1)).ToString();
        return stops;
    }
}
