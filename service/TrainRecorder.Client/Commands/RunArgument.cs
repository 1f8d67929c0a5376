using System.CommandLine;
using System.Text.RegularExpressions;

namespace TrainRecorder.Client.Commands;

/// <summary>Names a run: <c>ID</c> or <c>runs/ID</c>.</summary>
internal static partial class RunArgument
{
    public static Argument<string> Create(string description) => new("RUN")
    {
        Description = description + " ID, or runs/ID.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Parse(text) is { } run) return run;
            result.AddError($"\"{text}\" is no name of a run; say ID or runs/ID");
            return null;
        },
    };

    /// <summary><c>runs/ID</c>, or null.</summary>
    public static string? Parse(string text) => Pattern.Match(text) is { Success: true } match ? $"runs/{match.Groups[1].Value}" : null;

    [GeneratedRegex(@"^(?:runs/)?([A-Za-z0-9][A-Za-z0-9._-]{0,63})\z")]
    private static partial Regex Pattern { get; }
}
