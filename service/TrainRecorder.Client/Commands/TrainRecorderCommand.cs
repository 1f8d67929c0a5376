using System.CommandLine;

namespace TrainRecorder.Client.Commands;

/// <summary>The command <c>trainrecorder</c>.</summary>
internal static class TrainRecorderCommand
{
    /// <summary>Does what a command line says.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken = default)
    {
        var parsed = Create(context).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) context.Terminal.WriteNote(error.Message);
            context.Terminal.WriteNote("\"--help\" after any command says what it takes");
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration { Output = context.Terminal.Output, Error = context.Terminal.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All of it, in the order of the help text.</summary>
    public static RootCommand Create(CommandContext context)
    {
        var root = new RootCommand("Trains neural networks on a TrainRecorder service, and fetches the recordings.")
        {
            SubmitCommand.Create(context),
            RunsCommand.Create(context),
            RunsCommand.Watch(context),
            LogsCommand.Create(context),
        };
        foreach (var steering in RunSteering.Create(context)) root.Add(steering);
        root.Add(DatasetsCommand.Create(context));
        root.Add(RecordingCommand.Create(context));
        root.Add(DownloadCommand.Create(context));
        root.Add(ArchiveCommand.Create(context));
        root.Add(ArchivesCommand.Create(context));
        root.Add(ImportCommand.Create(context));
        root.Add(ReproduceCommand.Create(context));
        root.Add(ServerCommand.Create(context));
        root.Add(CompletionCommand.Create(context));
        root.Add(CompletionCommand.CreateQuestion(context, root));
        foreach (var option in GlobalOptions.All) root.Add(option);
        return root;
    }
}
