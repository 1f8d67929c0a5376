using Spectre.Console;

namespace TrainRecorder.Client.Output;

/// <summary>Plain tables: no frames, two spaces between columns, so that people and <c>awk</c> can read them.</summary>
internal static class Tables
{
    /// <param name="titles">A title that begins with <c>&gt;</c> is of a column of numbers, aligned to the right.</param>
    public static Table Create(params ReadOnlySpan<string> titles)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var title in titles)
        {
            var isNumber = title[0] == '>';
            var column = new TableColumn(new Text(title.TrimStart('>'), new Style(decoration: Decoration.Bold))).NoWrap().PadLeft(0).PadRight(2);
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>Adds a row of texts as they are, without markup.</summary>
    public static void AddTextRow(this Table table, params ReadOnlySpan<string> texts)
    {
        var cells = new Text[texts.Length];
        for (var i = 0; i < cells.Length; i++) cells[i] = new Text(texts[i]);
        table.AddRow(cells);
    }
}
