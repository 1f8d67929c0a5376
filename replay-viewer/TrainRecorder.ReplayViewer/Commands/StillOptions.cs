using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Render;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>The options that every command for a single picture has. Each says in one line what is wrong with a value.</summary>
internal static class StillOptions
{
    public static Option<string> Output()
    {
        Option<string> option = new("--output", "-o")
        {
            Description = "The picture: .png, .jpg, .webp, .svg or .pdf.",
            HelpName = "OUT",
            Required = true,
        };
        option.Validators.Add(result =>
        {
            try
            {
                PictureFormats.OfStill(result.Tokens[^1].Value);
            }
            catch (UsageException error)
            {
                result.AddError(error.Message);
            }
        });
        return option;
    }

    public static Option<EpochRange?> Epochs() => new("--epochs")
    {
        Description = "The first and the last epoch shown, for example 0..60 (default: all).",
        HelpName = "A..B",
        CustomParser = ParseEpochs,
    };

    public static Option<(int Width, int Height)?> Size() => new("--size")
    {
        Description = "Width and height in pixels (default: 1600x900).",
        HelpName = "WxH",
        CustomParser = ParseSize,
    };

    public static Option<Theme> Theme() => new("--theme")
    {
        Description = "light (default) or dark.",
        HelpName = "THEME",
        DefaultValueFactory = _ => Scene.Colours.Theme.Light,
        CustomParser = result => Scene.Colours.Theme.All.FirstOrDefault(theme => theme.Name == Text(result))
            ?? Wrong<Theme>(result, "--theme must be light or dark"),
    };

    private static string Text(ArgumentResult result) => result.Tokens[^1].Value;

    private static EpochRange? ParseEpochs(ArgumentResult result)
    {
        string[] ends = Text(result).Split("..");
        bool good = ends.Length == 2
            & int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            & int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last);
        return good && first <= last
            ? new EpochRange(first, last)
            : Wrong<EpochRange?>(result, "--epochs must be two whole numbers, the first no larger than the last, for example 0..60");
    }

    private static (int Width, int Height)? ParseSize(ArgumentResult result)
    {
        string[] sides = Text(result).Split('x', 'X');
        bool good = sides.Length == 2
            & int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            & int.TryParse(sides[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int height);
        if (!good)
            return Wrong<(int, int)?>(result, "--size must be width and height in pixels, for example 1920x1080");
        bool inRange = width is >= SceneOptions.SmallestWidth and <= SceneOptions.LargestSide
            && height is >= SceneOptions.SmallestHeight and <= SceneOptions.LargestSide;
        return inRange
            ? (width, height)
            : Wrong<(int, int)?>(
                result,
                $"--size must be from {SceneOptions.SmallestWidth}x{SceneOptions.SmallestHeight} to {SceneOptions.LargestSide}x{SceneOptions.LargestSide}");
    }

    private static T? Wrong<T>(ArgumentResult result, string message)
    {
        result.AddError($"{message}; '{Text(result)}' is not");
        return default;
    }
}
