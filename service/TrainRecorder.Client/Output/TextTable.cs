using Spectre.Console;
using Spectre.Console.Rendering;

namespace TrainRecorder.Client.Output;

/// <summary>
/// A plain table: no frames, two blanks between columns, so that people and <c>awk</c> can read it. A program gets all of it; on a
/// terminal that is too narrow, long texts are shortened first, then the last columns give way to an ellipsis.
/// </summary>
internal sealed class TextTable(params TextColumn[] columns)
{
    private const string Gap = "  ";
    private const string Ellipsis = "…";
    private const int Narrowest = 12;
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row of texts as they are; what would move the cursor is not shown.</summary>
    public void Add(params string[] texts) => _rows.Add([.. texts.Select(Visible)]);

    /// <summary>Writes it.</summary>
    public void Write(Terminal terminal)
    {
        var titles = columns.Select(column => Visible(column.Title)).ToArray();
        var widths = columns.Select((_, column) => _rows.Append(titles).Max(row => Width(row[column]))).ToArray();
        var shown = terminal.IsInteractive ? Fit(widths, terminal.Console.Profile.Width) : columns.Length;

        terminal.WriteTitle(Line(titles, widths, shown));
        foreach (var row in _rows) terminal.WriteLine(Line(row, widths, shown));
    }

    /// <summary>Makes columns narrower.</summary>
    /// <returns>How many of them are shown.</returns>
    private int Fit(int[] widths, int room)
    {
        int Excess(int shown) => widths.Take(shown).Sum() + (Gap.Length * (shown - 1)) + (shown < columns.Length ? Gap.Length + 1 : 0) - room;

        var elastic = Enumerable.Range(0, columns.Length).Where(column => columns[column].IsElastic).ToArray();
        while (Excess(columns.Length) > 0 && elastic.Any(column => widths[column] > Narrowest)) widths[elastic.MaxBy(column => widths[column])]--;

        var shown = columns.Length;
        while (shown > 1 && Excess(shown) > 0) shown--;
        return shown;
    }

    private string Line(string[] row, int[] widths, int shown)
    {
        var cells = columns.Take(shown).Select((column, at) =>
        {
            var text = Shorten(row[at], widths[at]);
            var blanks = new string(' ', widths[at] - Width(text));
            return column.IsNumber ? blanks + text : text + blanks;
        });
        return string.Join(Gap, shown < columns.Length ? cells.Append(Ellipsis) : cells).TrimEnd();
    }

    private static string Shorten(string text, int width)
    {
        if (Width(text) <= width) return text;
        var kept = text;
        while (Width(kept) > width - 1) kept = kept[..^(kept.Length > 1 && char.IsLowSurrogate(kept[^1]) ? 2 : 1)];
        return kept + Ellipsis;
    }

    /// <summary>Without escape sequences and line breaks: names and values of data are others' texts.</summary>
    private static string Visible(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? '·' : letter)) : text;

    /// <summary>Columns of the terminal that a text takes: two for each wide letter.</summary>
    private static int Width(string text) => new Segment(text).CellCount();
}

/// <summary>A column of a table; a text is one that keeps its width.</summary>
/// <param name="Title">Above it.</param>
/// <param name="IsNumber">Aligned to the right.</param>
/// <param name="IsElastic">Texts in it may be shortened.</param>
internal sealed record TextColumn(string Title, bool IsNumber = false, bool IsElastic = false)
{
    public static implicit operator TextColumn(string title) => new(title);

    public static TextColumn Number(string title) => new(title, IsNumber: true);

    public static TextColumn Elastic(string title) => new(title, IsElastic: true);
}
