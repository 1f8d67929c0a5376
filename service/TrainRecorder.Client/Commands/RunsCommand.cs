using System.CommandLine;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder runs list | show | watch | cancel</c>.</summary>
internal static class RunsCommand
{
    private const int LargestPage = 1000;

    public static Command Create(CommandContext context) => new("runs", "Runs: list, show, watch, cancel.")
    {
        List(context),
        Show(context),
        Watch(context),
        Cancel(context),
    };

    private static Command List(CommandContext context)
    {
        var limit = new Option<int>("--limit") { Description = "Show at most this many, the newest. Default: 50.", HelpName = "N", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.GetValue(limit) < 1) result.AddError("--limit must be at least 1");
        });
        var command = new Command("list", "The runs, newest first.") { limit };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var runs = new List<Run>();
            var wanted = invocation.Parsed.GetValue(limit);
            var request = new ListRunsRequest();
            do
            {
                request.PageSize = Math.Min(LargestPage, wanted - runs.Count);
                var page = await server.Training.ListRunsAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
                runs.AddRange(page.Runs);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && runs.Count < wanted);

            if (invocation.Json) runs.ForEach(context.Terminal.WriteJson);
            else if (runs.Count == 0) context.Terminal.WriteNote("no runs yet; submit one with \"trainrecorder submit JOB.json\"");
            else context.Terminal.Console.Write(RunTable.Of(runs, context.Terminal.Time.GetUtcNow()));
            return ExitCode.Good;
        }));
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var run = RunArgument.Create("The run.");
        var command = new Command("show", "One run in full.") { run };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new GetRunRequest { Name = invocation.Parsed.GetRequiredValue(run) };
            var answer = await server.Training.GetRunAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json) context.Terminal.WriteJson(answer.Run);
            else context.Terminal.Console.Write(RunDetails.Of(answer.Run, context.Terminal.Time.GetUtcNow()));
            return answer.Run.State == RunState.Failed ? ExitCode.Bad : ExitCode.Good;
        }));
        return command;
    }

    private static Command Watch(CommandContext context)
    {
        var run = RunArgument.Create("The run.");
        var command = new Command("watch", "Watches a run until it ends. Exit code 0 if it succeeded. Ctrl+C leaves it running.") { run };
        command.SetAction(context.Calling((server, invocation) =>
        {
            var name = invocation.Parsed.GetRequiredValue(run);
            return WatchedRun.ShowAsync(server, context.Terminal, invocation.Json, name, startRevision: 0, invocation.CancellationToken);
        }));
        return command;
    }

    private static Command Cancel(CommandContext context)
    {
        var run = RunArgument.Create("The run.");
        var command = new Command("cancel", "Asks a run to stop. What was recorded is kept.") { run };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new CancelRunRequest { Name = invocation.Parsed.GetRequiredValue(run) };
            var answer = await server.Training.CancelRunAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json) context.Terminal.WriteJson(answer.Run);
            else context.Terminal.WriteLine(ProgressText.State(answer.Run));
            return ExitCode.Good;
        }));
        return command;
    }
}
