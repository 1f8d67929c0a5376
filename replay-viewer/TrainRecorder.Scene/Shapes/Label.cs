using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Shapes;

/// <summary>Which end of a text stands at its place.</summary>
public enum Anchor
{
    /// <summary>The beginning.</summary>
    Start,

    /// <summary>The middle.</summary>
    Middle,

    /// <summary>The end.</summary>
    End,
}

/// <summary>A text on one line.</summary>
/// <param name="Text">The text.</param>
/// <param name="Place">Where its anchor is, on the baseline.</param>
/// <param name="Anchor">Which end is at the place.</param>
/// <param name="Style">How it is set.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Halo">It is kept readable by a rim of the background's colour, where edges may pass behind it.</param>
public sealed record Label(string Text, Vector2 Place, Anchor Anchor, TextStyle Style, Rgb Colour, bool Halo = false)
{
    /// <summary>Where the text begins.</summary>
    public float Left => Anchor switch
    {
        Anchor.Start => Place.X,
        Anchor.Middle => Place.X - Style.Width(Text) / 2,
        _ => Place.X - Style.Width(Text),
    };

    /// <summary>The room of the letters: from the height of a capital to the depth of a descender.</summary>
    public Box Box => Box.Between(Left, Place.Y - Style.CapHeight, Left + Style.Width(Text), Place.Y + Style.Descent * 0.8f);
}
