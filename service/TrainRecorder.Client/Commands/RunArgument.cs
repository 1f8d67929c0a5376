using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.RegularExpressions;
using TrainRecorder.Client.Completion;

namespace TrainRecorder.Client.Commands;

/// <summary>Names a run, an archive or a recording: <c>ID</c>, or with its collection.</summary>
internal static partial class RunArgument
{
    /// <summary>A run: <c>ID</c> or <c>runs/ID</c>.</summary>
    public static Argument<string> Create(CommandContext context, string description) =>
        Create("RUN", description + " ID, or runs/ID.", text => Parse(text, "runs"), "a run; say ID or runs/ID", new KnownNames(context).Runs);

    /// <summary>An archive: <c>ID</c> or <c>archives/ID</c>.</summary>
    public static Argument<string> Archive(CommandContext context, string description) =>
        Create("ARCHIVE", description + " ID, or archives/ID.", text => Parse(text, "archives"), "an archive; say ID or archives/ID", new KnownNames(context).Archives);

    /// <summary>A recording: of a run, <c>ID</c> or <c>runs/ID</c>, or of an archive, <c>archives/ID</c>.</summary>
    public static Argument<string> Recording(CommandContext context, string description) => Create(
        "RUN",
        description + " ID or runs/ID; archives/ID of a kept one.",
        text => Parse(text, "runs") ?? (text.StartsWith("archives/", StringComparison.Ordinal) ? Parse(text, "archives") : null),
        "a run; say ID or runs/ID, or archives/ID",
        new KnownNames(context).Runs);

    /// <summary>A dataset: its SHA-256 or the beginning of it, or <c>datasets/SHA256</c>.</summary>
    public static Argument<string> Dataset(CommandContext context, string description) => Create(
        "DATASET", description + " SHA-256 or its beginning, or datasets/SHA256.", text => Parse(text, "datasets"), "a dataset; say SHA256 or datasets/SHA256", new KnownNames(context).Datasets);

    /// <summary><c>COLLECTION/ID</c>, or null.</summary>
    public static string? Parse(string text, string collection)
    {
        var id = text.StartsWith(collection + "/", StringComparison.Ordinal) ? text[(collection.Length + 1)..] : text;
        return Id().IsMatch(id) ? $"{collection}/{id}" : null;
    }

    private static Argument<string> Create(
        string name, string description, Func<string, string?> parse, string expected, Func<CompletionContext, IEnumerable<CompletionItem>> complete)
    {
        var argument = new Argument<string>(name)
        {
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (parse(text) is { } named) return named;
                result.AddError($"\"{text}\" is no name of {expected}");
                return null;
            },
        };
        argument.CompletionSources.Add(complete);
        return argument;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
