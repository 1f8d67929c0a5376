namespace TrainRecorder.Scene.Colours;

/// <summary>The colours of a picture.</summary>
public sealed record Theme
{
    private ColourMap? _diverging;

    private Theme(string name) => Name = name;

    /// <summary>For paper and bright screens.</summary>
    public static Theme Light { get; } = new("light")
    {
        Background = Rgb.Parse("#ffffff"),
        Ink = Rgb.Parse("#16202c"),
        Muted = Rgb.Parse("#586573"),
        Rule = Rgb.Parse("#d5dae0"),
        Outline = Rgb.Parse("#3a4653"),
        Positive = Rgb.Parse("#1f6fd0"),
        Negative = Rgb.Parse("#d9730d"),
        Strength = Rgb.Parse("#5b6673"),
        Activation = ColourMap.Greys(0.99, 0.26),
    };

    /// <summary>For dark screens.</summary>
    public static Theme Dark { get; } = new("dark")
    {
        Background = Rgb.Parse("#0e1217"),
        Ink = Rgb.Parse("#eef2f6"),
        Muted = Rgb.Parse("#97a3b0"),
        Rule = Rgb.Parse("#2c343d"),
        Outline = Rgb.Parse("#9aa6b2"),
        Positive = Rgb.Parse("#4d9dff"),
        Negative = Rgb.Parse("#ff9a3d"),
        Strength = Rgb.Parse("#a9b4c0"),
        Activation = ColourMap.Greys(0.24, 0.97),
    };

    /// <summary>Every theme, the default first.</summary>
    public static IReadOnlyList<Theme> All { get; } = [Light, Dark];

    /// <summary>Its name on the command line.</summary>
    public string Name { get; }

    /// <summary>Behind everything.</summary>
    public required Rgb Background { get; init; }

    /// <summary>Titles and curves.</summary>
    public required Rgb Ink { get; init; }

    /// <summary>Captions, ticks and second curves.</summary>
    public required Rgb Muted { get; init; }

    /// <summary>Axes and frames.</summary>
    public required Rgb Rule { get; init; }

    /// <summary>Around units.</summary>
    public required Rgb Outline { get; init; }

    /// <summary>Positive weights; with <see cref="Negative"/> a pair that red-green blindness leaves apart.</summary>
    public required Rgb Positive { get; init; }

    /// <summary>Negative weights.</summary>
    public required Rgb Negative { get; init; }

    /// <summary>Edges without a sign: norms of many weights, and values that are passed on as they are.</summary>
    public required Rgb Strength { get; init; }

    /// <summary>What has a sign, from the most negative over the background to the most positive.</summary>
    public ColourMap Diverging => _diverging ??= ColourMap.Diverging(Negative, Background, Positive);

    /// <summary>Units and heat maps by saturation.</summary>
    public ColourMap Saturation { get; init; } = ColourMap.Saturation;

    /// <summary>Units by mean activation: from the background's side to the ink's.</summary>
    public required ColourMap Activation { get; init; }
}
