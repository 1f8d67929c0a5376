using System.Globalization;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Reads the values of fields. <c>Check</c> says what is wrong with a text; <c>Parse</c> reads one that was checked.</summary>
internal static class FieldValues
{
    private const string Top = "top:";
    private const string Share = "share:";
    private const int MostEdges = 10_000_000;

    public static string? CheckCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : "must be a whole number, 0 or more";

    public static int ParseCount(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static string? CheckNumber(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}");

    public static double ParseNumber(string text) => double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    public static string? CheckFlag(string text) => text is "true" or "false" ? null : "must be true or false";

    public static string? CheckLayer(string text) => text.Length > 0 ? null : "must be the name of a layer";

    public static string? CheckEpochs(string text) => Epochs(text) is { } range && range.First <= range.Last
        ? null
        : "must be two whole numbers, the first no larger than the last, for example 0..60";

    public static EpochRange ParseEpochs(string text) => Epochs(text) ?? throw new FormatException(text);

    public static string? CheckSize(string text)
    {
        if (Size(text) is not { } size)
            return "must be width and height in pixels, for example 1920x1080";
        return SceneOptions.CanBe(size.Width, size.Height)
            ? null
            : $"must be from {SceneOptions.SmallestWidth}x{SceneOptions.SmallestHeight} to {SceneOptions.LargestSide}x{SceneOptions.LargestPixels / SceneOptions.LargestSide}, or as many pixels upright";
    }

    public static (int Width, int Height) ParseSize(string text) => Size(text) ?? throw new FormatException(text);

    public static string? CheckEdges(string text) => Edges(text) is null
        ? "must be auto, all, none, top:N (a whole number from 1) or share:S (above 0, at most 1), for example top:500 or share:0.9"
        : null;

    public static EdgeChoice ParseEdges(string text) => Edges(text) ?? throw new FormatException(text);

    private static EdgeChoice? Edges(string text)
    {
        if (text.StartsWith(Top, StringComparison.Ordinal))
        {
            return int.TryParse(text.AsSpan(Top.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int top) && top is >= 1 and <= MostEdges
                ? new EdgeChoice(EdgeChoiceKind.Top, top)
                : null;
        }
        if (text.StartsWith(Share, StringComparison.Ordinal))
        {
            return double.TryParse(text.AsSpan(Share.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share is > 0 and <= 1
                ? new EdgeChoice(EdgeChoiceKind.Share, Share: share)
                : null;
        }
        return text switch
        {
            "auto" => EdgeChoice.Auto,
            "all" => new EdgeChoice(EdgeChoiceKind.All),
            "none" => new EdgeChoice(EdgeChoiceKind.None),
            _ => null,
        };
    }

    private static EpochRange? Epochs(string text)
    {
        string[] ends = text.Split("..");
        return ends.Length == 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            ? new EpochRange(first, last)
            : null;
    }

    private static (int Width, int Height)? Size(string text)
    {
        string[] sides = text.Split('x', 'X');
        return sides.Length == 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            ? (width, height)
            : null;
    }
}
