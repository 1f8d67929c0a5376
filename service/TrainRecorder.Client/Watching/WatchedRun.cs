using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Watching;

/// <summary>Watches a run to its end and says how it ended.</summary>
internal static class WatchedRun
{
    /// <summary>Shows the run as the terminal allows.</summary>
    /// <returns>0 if it succeeded, 1 if it failed or was cancelled, 130 if the person left before.</returns>
    public static async Task<int> ShowAsync(Server server, Terminal terminal, bool json, string run, long startRevision, CancellationToken cancellationToken)
    {
        IRunDisplay display = json ? new JsonDisplay(terminal)
            : terminal.IsInteractive ? new TerminalDisplay(terminal.Console, terminal.Time)
            : new PlainDisplay(terminal.Output, terminal.Time);
        var watch = new RunWatch(server.Training, terminal.Time, text => terminal.WriteNote($"note: {text}"));
        try
        {
            var last = await display.ShowAsync(watch.EventsAsync(run, startRevision, cancellationToken)).ConfigureAwait(false);
            return last?.State == RunState.Succeeded ? ExitCode.Good : ExitCode.Bad;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException(
                ExitCode.Interrupted,
                $"{run} goes on; look again with \"trainrecorder runs watch {RunText.Id(run)}\", stop it with \"trainrecorder runs cancel {RunText.Id(run)}\"");
        }
    }
}
