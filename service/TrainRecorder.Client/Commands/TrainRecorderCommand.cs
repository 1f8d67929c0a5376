using System.CommandLine;

namespace TrainRecorder.Client.Commands;

/// <summary>The command <c>trainrecorder</c>.</summary>
internal static class TrainRecorderCommand
{
    /// <summary>Does what a command line says.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Trains neural networks on a TrainRecorder service, and fetches the recordings.")
        {
            SubmitCommand.Create(context),
            RunsCommand.Create(context),
            RunsCommand.Watch(context),
            LogsCommand.Create(context),
            DatasetsCommand.Create(context),
            RecordingCommand.Create(context),
            DownloadCommand.Create(context),
            ArchiveCommand.Create(context),
            ArchivesCommand.Create(context),
            ImportCommand.Create(context),
            ReproduceCommand.Create(context),
            ServerCommand.Create(context),
            CompletionCommand.Create(context),
            GlobalOptions.Server,
            GlobalOptions.Authority,
            GlobalOptions.Certificate,
            GlobalOptions.Key,
            GlobalOptions.Json,
        };
        foreach (var steering in RunSteering.Create(context)) root.Add(steering);
        root.Add(CompletionCommand.CreateQuestion(context, root));
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) context.Terminal.WriteNote(error.Message);
            context.Terminal.WriteNote("\"--help\" after any command says what it takes");
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration { Output = context.Terminal.Output, Error = context.Terminal.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
    }
}
