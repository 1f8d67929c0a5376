using System.CommandLine;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder pause | resume | cancel | retry | delete RUN</c>, also below <c>runs</c>.</summary>
internal static class RunSteering
{
    public static IEnumerable<Command> Create(CommandContext context) => [Pause(context), Resume(context), Cancel(context), Retry(context), Delete(context)];

    /// <summary>The option <c>--priority</c>.</summary>
    public static Option<int?> Priority() => new("--priority") { Description = "Runs of a higher priority start first, -1000 to 1000.", HelpName = "N" };

    private static Command Pause(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run.");
        var command = new Command("pause", "Asks a run to make room and wait. What was recorded is kept, and gone on from.") { run };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new PauseRunRequest { Name = invocation.Parsed.GetRequiredValue(run) };
            return Show(context, invocation, (await server.Training.PauseRunAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false)).Run);
        }));
        return command;
    }

    private static Command Resume(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run.");
        var priority = Priority();
        var command = new Command("resume", "Puts a paused run back into the queue.") { run, priority };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new ResumeRunRequest { Name = invocation.Parsed.GetRequiredValue(run) };
            if (invocation.Parsed.GetValue(priority) is { } wanted) request.Priority = wanted;
            return Show(context, invocation, (await server.Training.ResumeRunAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false)).Run);
        }));
        return command;
    }

    private static Command Cancel(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run.");
        var grace = new Option<double?>("--grace") { Description = "Seconds that the worker has to commit what is finished, 0 to 3600. Default: the server's.", HelpName = "SECONDS" };
        grace.Validators.Add(result =>
        {
            if (result.GetValue(grace) is { } seconds && !(seconds >= 0 && seconds <= 3600)) result.AddError("--grace must be from 0 to 3600");
        });
        var command = new Command("cancel", "Asks a run to stop. What was recorded is kept.") { run, grace };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new CancelRunRequest { Name = invocation.Parsed.GetRequiredValue(run) };
            if (invocation.Parsed.GetValue(grace) is { } seconds) request.Grace = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));
            return Show(context, invocation, (await server.Training.CancelRunAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false)).Run);
        }));
        return command;
    }

    private static Command Retry(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run, which has failed or was cancelled.");
        var priority = Priority();
        var watch = new Option<bool>("--watch") { Description = "Watch the new run until it ends." };
        var command = new Command("retry", "Submits the job of a run once more.") { run, priority, watch };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new RetryRunRequest { Name = invocation.Parsed.GetRequiredValue(run), RequestId = Guid.NewGuid().ToString() };
            if (invocation.Parsed.GetValue(priority) is { } wanted) request.Priority = wanted;
            var again = (await server.Training.RetryRunAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false)).Run;
            return invocation.Parsed.GetValue(watch)
                ? await WatchedRun.ShowAsync(server, context.Terminal, invocation.Json, again.Name, again.Revision, invocation.CancellationToken).ConfigureAwait(false)
                : Show(context, invocation, again);
        }));
        return command;
    }

    private static Command Delete(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run, which is over.");
        var command = new Command("delete", "Removes a run with its recording, for good. Archives stay.") { run };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new DeleteRunRequest { Name = invocation.Parsed.GetRequiredValue(run) };
            var answer = await server.Training.DeleteRunAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            return Freed(context, invocation, request.Name, answer, answer.FreedBytes);
        }));
        return command;
    }

    /// <summary>Says what a deletion freed.</summary>
    public static int Freed(CommandContext context, Invocation invocation, string name, Google.Protobuf.IMessage answer, long bytes)
    {
        if (invocation.Json) context.Terminal.WriteJson(answer);
        else context.Terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} deleted, {Quantities.Bytes(bytes)} are free"));
        return ExitCode.Good;
    }

    private static int Show(CommandContext context, Invocation invocation, Run run)
    {
        if (invocation.Json) context.Terminal.WriteJson(run);
        else context.Terminal.WriteLine(ProgressText.State(run));
        return ExitCode.Good;
    }
}
