using System.Globalization;
using System.Text;

namespace TrainRecorder.Pictures.Svg;

/// <summary>Writes numbers and texts as SVG wants them, as short as they can be.</summary>
internal static class SvgText
{
    /// <summary>Appends a number rounded to a tenth: <c>12.5</c>, <c>-3</c>, <c>.5</c>.</summary>
    public static StringBuilder Number(this StringBuilder svg, float value)
    {
        int tenths = (int)MathF.Round(value * 10);
        if (tenths < 0)
            svg.Append('-');
        (int whole, int rest) = Math.DivRem(Math.Abs(tenths), 10);
        if (whole != 0 || rest == 0)
            svg.Append(whole);
        return rest == 0 ? svg : svg.Append('.').Append(rest);
    }

    /// <summary>Appends two numbers with a space between them.</summary>
    public static StringBuilder Pair(this StringBuilder svg, float x, float y) => svg.Number(x).Append(' ').Number(y);

    /// <summary>Appends a number with two decimals at most.</summary>
    public static StringBuilder Fine(this StringBuilder svg, float value) =>
        svg.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>Appends a text with what has a meaning in XML escaped; control characters, which XML does not know, become spaces.</summary>
    public static StringBuilder Escape(this StringBuilder svg, string text)
    {
        foreach (char character in text)
        {
            _ = character switch
            {
                '&' => svg.Append("&amp;"),
                '<' => svg.Append("&lt;"),
                '>' => svg.Append("&gt;"),
                '"' => svg.Append("&quot;"),
                < ' ' or '\uFFFE' or '\uFFFF' => svg.Append(' '),
                _ => svg.Append(character),
            };
        }
        return svg;
    }
}
