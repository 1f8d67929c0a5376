using System.CommandLine;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Recordings;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder archive RUN</c>.</summary>
internal static class ArchiveCommand
{
    public static Command Create(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run.");
        var command = new Command("archive", "Keeps the recording of a run, verified. Waits for the seal of a run that has just ended.") { run };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var name = invocation.Parsed.GetRequiredValue(run);
            var answer = await SealWait.CallAsync(
                server,
                context.Terminal,
                name,
                async () => await server.Archives.ArchiveRunAsync(new() { Run = name }, cancellationToken: invocation.CancellationToken).ConfigureAwait(false),
                invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json) context.Terminal.WriteJson(answer.Archive);
            else context.Terminal.WriteLine($"{answer.Archive.Name}: {Quantities.Bytes(answer.Archive.Size)}, SHA-256 {answer.Archive.Sha256}");
            return ExitCode.Good;
        }));
        return command;
    }
}
