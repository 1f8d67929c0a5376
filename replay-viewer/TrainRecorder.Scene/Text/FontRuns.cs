using System.Globalization;
using System.Text;

namespace TrainRecorder.Scene.Text;

/// <summary>Divides a text among the fonts that ship with us, so that it is drawn exactly as it was measured.</summary>
/// <remarks>
/// What the first font has not is taken from the second; a character that neither has is written as its code point (<c>U+D55C</c>),
/// since a box says nothing. What has no width of its own there (joiners, selectors of variants) is left out.
/// </remarks>
public static class FontRuns
{
    private const int FirstSelector = 0xFE00;
    private const int LastSelector = 0xFE0F;

    /// <summary>The pieces of a text in order, each wholly in one font.</summary>
    public static IReadOnlyList<(FontFace Face, string Text)> Of(string text, FontWeight weight)
    {
        FontFace first = FontFace.Of(weight);
        if (HasAll(first, text))
            return text.Length == 0 ? [] : [(first, text)];

        List<(FontFace Face, string Text)> runs = [];
        StringBuilder run = new();
        FontFace face = first;
        foreach (Rune rune in text.EnumerateRunes())
        {
            (FontFace from, string piece) = Piece(rune, first);
            if (from != face)
                End();
            face = from;
            run.Append(piece);
        }
        End();
        return runs;

        void End()
        {
            if (run.Length > 0)
                runs.Add((face, run.ToString()));
            run.Clear();
        }
    }

    /// <summary>The width of a text on one line in pixels.</summary>
    public static float Width(string text, TextStyle style)
    {
        FontFace first = FontFace.Of(style.Weight);
        return HasAll(first, text) ? first.Width(text, style.Size) : Of(text, style.Weight).Sum(run => run.Face.Width(run.Text, style.Size));
    }

    private static bool HasAll(FontFace face, string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (face.Glyph(rune.Value) == 0)
                return false;
        }
        return true;
    }

    private static (FontFace Face, string Text) Piece(Rune rune, FontFace first)
    {
        if (first.Glyph(rune.Value) != 0)
            return (first, rune.ToString());
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control || rune.Value is >= FirstSelector and <= LastSelector)
            return (first, "");
        return FontFace.Fallback.Glyph(rune.Value) != 0
            ? (FontFace.Fallback, rune.ToString())
            : (first, string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}"));
    }
}
