using System.Globalization;

namespace TrainRecorder.Scene.Text;

/// <summary>Makes texts fit into the room there is.</summary>
public static class TextFit
{
    private const string Ellipsis = "…";

    /// <summary>The text, or as much of its beginning as fits with an ellipsis; empty if not even that fits.</summary>
    public static string Shorten(string text, TextStyle style, float width)
    {
        if (style.Width(text) <= width)
            return text;
        int[] elements = StringInfo.ParseCombiningCharacters(text);
        for (int count = elements.Length - 1; count > 0; count--)
        {
            string shorter = text[..elements[count]].TrimEnd(' ', '·', ',') + Ellipsis;
            if (style.Width(shorter) <= width)
                return shorter;
        }
        return style.Width(Ellipsis) <= width ? Ellipsis : "";
    }

    /// <summary>The parts joined by a separator, broken between parts into as few lines as fit; each line shortened if one part alone is too wide.</summary>
    public static IReadOnlyList<string> Wrap(IReadOnlyList<string> parts, string separator, TextStyle style, float width)
    {
        List<string> lines = [];
        foreach (string part in parts)
        {
            string joined = lines.Count == 0 ? part : lines[^1] + separator + part;
            if (lines.Count > 0 && style.Width(joined) <= width)
                lines[^1] = joined;
            else
                lines.Add(part);
        }
        return [.. lines.Select(line => Shorten(line, style, width))];
    }
}
