using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.ReplayViewer.Draw;

/// <summary><c>--edges</c>: which edges are drawn.</summary>
internal static class EdgesOption
{
    public static Option<EdgeChoice> Create() => new("--edges")
    {
        Description = "Which edges are drawn: all, none, top:N (the strongest N between two layers) or share:0.9 (the strongest that make up this share of the sum of sizes) (default: all of small layers, the strongest of large ones).",
        HelpName = "EDGES",
        CustomParser = Parse,
    };

    private static EdgeChoice Parse(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        string[] parts = text.Split(':');
        switch (parts)
        {
            case ["all"]:
                return new EdgeChoice(EdgeChoiceKind.All);
            case ["none"]:
                return new EdgeChoice(EdgeChoiceKind.None);
            case ["top", _] when int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int top) && top > 0:
                return new EdgeChoice(EdgeChoiceKind.Top, Top: top);
            case ["share", _] when double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share is > 0 and <= 1:
                return new EdgeChoice(EdgeChoiceKind.Share, Share: share);
            default:
                result.AddError($"--edges must be all, none, top:N with N of 1 or more, or share:S with S above 0 and up to 1; '{text}' is not");
                return default;
        }
    }
}
