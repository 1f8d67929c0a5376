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

    /// <summary>Prints what the last word of a line can be, a line each.</summary>
    public static Command CreateQuestion(CommandContext context, RootCommand root)
    {
        var line = new Argument<string>("LINE");
        var command = new Command("complete") { line };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var text = parsed.GetRequiredValue(line);
            // Without the name of the command itself, however it was called.
            var begin = text.IndexOf(' ', StringComparison.Ordinal);
            var rest = begin < 0 ? "" : text[(begin + 1)..];
            foreach (var item in root.Parse(rest).GetCompletions(rest.Length)) context.Terminal.WriteLine(item.InsertText ?? item.Label);
            return ExitCode.Good;
        });
        return command;
    }
}
