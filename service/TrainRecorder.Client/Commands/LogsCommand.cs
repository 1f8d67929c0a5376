using System.CommandLine;
using TrainRecorder.Client.Logs;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder logs RUN</c>.</summary>
internal static class LogsCommand
{
    public static Command Create(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run.");
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the run is over. Ctrl+C leaves it running." };
        var tail = new Option<long?>("--tail") { Description = "Only the last so many bytes of what is there.", HelpName = "BYTES" };
        tail.Validators.Add(result =>
        {
            if (result.GetValue(tail) is < 1) result.AddError("--tail must be at least 1");
        });
        var command = new Command("logs", "What the workers of a run printed, and how their attempts ended.") { run, follow, tail };
        command.SetAction(context.Calling((server, invocation) => new RunLog(server, context.Terminal, invocation.Json).ShowAsync(
            invocation.Parsed.GetRequiredValue(run), -(invocation.Parsed.GetValue(tail) ?? 0), invocation.Parsed.GetValue(follow), invocation.CancellationToken)));
        return command;
    }
}
