using Spectre.Console;

namespace TrainRecorder.Client.Output;

/// <summary>A bar of characters.</summary>
internal static class ProgressBar
{
    private const int Widest = 40;
    private const int Narrowest = 8;

    /// <summary>Markup of a bar as wide as the console allows beside a text.</summary>
    /// <param name="console">Where it is shown.</param>
    /// <param name="share">What is done, in [0, 1].</param>
    /// <param name="textWidth">Characters of the text beside it.</param>
    public static string Markup(IAnsiConsole console, double share, int textWidth)
    {
        var width = Math.Clamp(console.Profile.Width - textWidth - 2, Narrowest, Widest);
        var done = (int)Math.Round(share * width);
        var (full, empty) = console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
        return $"[green]{new string(full, done)}[/][grey]{new string(empty, width - done)}[/]";
    }
}
