using System.CommandLine;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Render;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;

namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>The options of commands that make one still picture. Each says in one line what is wrong with a value.</summary>
internal static class StillOptions
{
    public static Option<string> Output()
    {
        Option<string> option = Of("--output", "OUT", "The picture: .png, .jpg, .webp, .svg or .pdf.", PictureFormats.CheckStill, text => text);
        option.Aliases.Add("-o");
        option.Required = true;
        return option;
    }

    public static Option<EpochRange?> Epochs() => Of<EpochRange?>(
        "--epochs", "A..B", "The first and the last epoch shown, for example 0..60 (default: all).", FieldValues.CheckEpochs, text => FieldValues.ParseEpochs(text));

    // Without a factory for the default: the help would print all of its fields.
    public static Option<(int Width, int Height)?> Size() => Of<(int Width, int Height)?>(
        "--size", "WxH", "Width and height in pixels (default: 1600x900).", FieldValues.CheckSize, text => FieldValues.ParseSize(text));

    public static Option<Theme?> Theme() => Of<Theme?>("--theme", "THEME", "light (default) or dark.", RenderFields.Themes.Check, RenderFields.Themes.Parse);

    /// <summary>What the picture is like, as far as every command for one says it.</summary>
    public static SceneOptions Scene(ParseResult parsed, Option<(int Width, int Height)?> size, Option<Theme?> theme)
    {
        (int width, int height) = parsed.GetValue(size) ?? (1600, 900);
        return new SceneOptions { Width = width, Height = height, Theme = parsed.GetValue(theme) ?? TrainRecorder.Scene.Colours.Theme.Light };
    }

    public static Option<EdgeChoice> Edges() => Of(
        "--edges", "WHICH", "auto (default), top:N (between two layers), share:S (the strongest with that share of the sum), all or none.", FieldValues.CheckEdges, FieldValues.ParseEdges);

    public static Option<NetworkArrangement> Layout() => Of(
        "--layout", "LAYOUT", "auto (default), rows (from top to bottom), columns or blocks.", RenderFields.Layouts.Check, RenderFields.Layouts.Parse);

    /// <summary>An option of a text that is checked, then read.</summary>
    private static Option<T> Of<T>(string name, string help, string description, Func<string, string?> check, Func<string, T> parse) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (check(text) is not { } wrong)
                return parse(text);
            result.AddError($"{name} {wrong}; '{text}' is not");
            return default;
        },
    };
}
