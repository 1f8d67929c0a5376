using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Reading;

/// <summary>What must be said of what a figure leaves out.</summary>
internal static class Notes
{
    /// <summary>How epochs were thinned; nothing if none was left out.</summary>
    public static IEnumerable<string> Thinned(int stride, long recorded)
    {
        if (stride > 1)
            yield return $"every {Ordinal(stride)} of {NumberText.Count(recorded)} recorded epochs";
    }

    /// <summary>How many of the epochs were chosen; nothing if all were.</summary>
    public static IEnumerable<string> Chosen(int shown, int all)
    {
        if (shown < all)
            yield return $"{NumberText.Count(shown)} of {NumberText.Count(all)} epochs, evenly spread";
    }

    /// <summary>Which layers are not shown.</summary>
    public static IEnumerable<string> NotShown(FigureSource source, IEnumerable<int> shown, string why)
    {
        string[] names = [.. source.Layers.Except(shown).Select(index => source.Network.Layers[index].Name)];
        if (names.Length > 0)
            yield return $"not shown, {why}: {string.Join(", ", names)}";
    }

    private static string Ordinal(int number) => NumberText.Count(number) + ((number % 100) is 11 or 12 or 13 ? "th" : (number % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    });
}
