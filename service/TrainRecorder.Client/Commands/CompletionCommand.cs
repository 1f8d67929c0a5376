using System.CommandLine;
using TrainRecorder.Client.Completion;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder completion SHELL</c>, and what its scripts ask.</summary>
internal static class CompletionCommand
{
    /// <summary>Prints the script of a shell.</summary>
    public static Command Create(CommandContext context)
    {
        var shell = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", CompletionScripts.All.Keys)}." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.All.Keys]);
        var command = new Command("completion", "Prints what a shell loads to complete this command; its first lines say where to put it.") { shell };
        command.SetAction(parsed =>
        {
            context.Terminal.WriteLine(CompletionScripts.All[parsed.GetRequiredValue(shell)].ReplaceLineEndings("\n"));
            return ExitCode.Good;
        });
        return command;
    }

    /// <summary>
    /// Prints what the last word of a line can be, a line each; options only where the word begins as one does, so that where a file
    /// is wanted nothing is printed and the shell offers its own.
    /// </summary>
    public static Command CreateQuestion(CommandContext context, RootCommand root)
    {
        var line = new Argument<string>("LINE");
        var describe = new Option<bool>("--describe");
        var command = new Command("complete") { line, describe };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var text = parsed.GetRequiredValue(line);
            // Without the name of the command itself, however it was called.
            var begin = text.IndexOf(' ', StringComparison.Ordinal);
            var rest = begin < 0 ? "" : text[(begin + 1)..];
            var isOption = rest[(rest.LastIndexOf(' ') + 1)..].StartsWith('-');
            foreach (var item in root.Parse(rest).GetCompletions(rest.Length))
            {
                var word = item.InsertText ?? item.Label;
                // "-?", "/?" and "/h" are other words for --help.
                if (word is ['/', ..] or ['-', '?'] || word.StartsWith('-') != isOption) continue;
                var about = parsed.GetValue(describe) ? item.Documentation ?? item.Detail : null;
                context.Terminal.WriteLine(string.IsNullOrEmpty(about) ? word : $"{word}\t{about.ReplaceLineEndings(" ")}");
            }

            return ExitCode.Good;
        });
        return command;
    }
}
