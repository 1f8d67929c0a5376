using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Layout;

/// <summary>The sizes of a picture's texts and rules. Everything follows from the frame: a picture twice as large looks the same.</summary>
/// <remarks>Below 1600 by 900 texts shrink more slowly than the rest, and never below nine pixels, so that they can still be read.</remarks>
public sealed record TypeScale
{
    private const float SmallestText = 9;

    /// <summary>The scale of a frame of a width and a height in pixels.</summary>
    public TypeScale(float width, float height)
    {
        Unit = MathF.Min(width / 1600, height / 900);
        float text = Unit >= 1 ? Unit : MathF.Pow(Unit, 0.6f);
        Title = Style(24, FontWeight.SemiBold);
        Status = Style(17, FontWeight.Regular);
        LayerTitle = Style(18, FontWeight.SemiBold);
        UnitName = Style(15, FontWeight.Regular);
        Caption = Style(13, FontWeight.Regular);
        Tick = Style(11.5f, FontWeight.Regular);

        TextStyle Style(float size, FontWeight weight) =>
            new(MathF.Max(MathF.Round(size * text * 4) / 4, SmallestText), weight);
    }

    /// <summary>A pixel of a frame of 1600 by 900.</summary>
    public float Unit { get; }

    /// <summary>The name of the run.</summary>
    public TextStyle Title { get; }

    /// <summary>Epoch, loss and score.</summary>
    public TextStyle Status { get; }

    /// <summary>Titles of layers.</summary>
    public TextStyle LayerTitle { get; }

    /// <summary>Names of features and classes beside units.</summary>
    public TextStyle UnitName { get; }

    /// <summary>What is said beside titles, of edges, in the legend and above charts.</summary>
    public TextStyle Caption { get; }

    /// <summary>Numbers at axes.</summary>
    public TextStyle Tick { get; }

    /// <summary>Free space around everything.</summary>
    public float Margin => MathF.Max(34 * Unit, 14);

    /// <summary>Free space between what belongs together.</summary>
    public float Gap => MathF.Max(8 * Unit, 4);

    /// <summary>The width of fine lines: axes, outlines.</summary>
    public float Hairline => MathF.Max(Unit, 0.75f);
}
