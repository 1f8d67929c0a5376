namespace TrainRecorder.Scene.Text;

/// <summary>How a text is set: its size in pixels and its weight.</summary>
public readonly record struct TextStyle(float Size, FontWeight Weight = FontWeight.Regular)
{
    /// <summary>From one baseline to the next, in pixels.</summary>
    public float LineHeight => MathF.Round(Size * 1.32f * 2) / 2;

    /// <summary>Height of a capital letter in pixels.</summary>
    public float CapHeight => FontFace.Of(Weight).CapHeight * Size;

    /// <summary>Height above the baseline in pixels.</summary>
    public float Ascent => FontFace.Of(Weight).Ascent * Size;

    /// <summary>Depth below the baseline in pixels.</summary>
    public float Descent => FontFace.Of(Weight).Descent * Size;

    /// <summary>The width of a text on one line in pixels.</summary>
    public float Width(string text) => FontRuns.Width(text, this);
}
