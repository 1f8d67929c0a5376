using Spectre.Console;

namespace TrainRecorder.Client.Output;

/// <summary>One thing, an aspect a line.</summary>
internal static class Details
{
    /// <summary>Aspects without a text are left out.</summary>
    public static Grid Of(params ReadOnlySpan<(string Title, string? Text)> aspects)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var (title, text) in aspects)
        {
            if (!string.IsNullOrEmpty(text)) grid.AddRow(new Text(title, new Style(decoration: Decoration.Dim)), new Text(text));
        }

        return grid;
    }
}
