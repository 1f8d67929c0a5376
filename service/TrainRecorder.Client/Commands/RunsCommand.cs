using System.CommandLine;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder runs list | show | watch | logs | pause | resume | cancel | retry | delete</c>.</summary>
internal static class RunsCommand
{
    private const int LargestPage = 1000;

    public static Command Create(CommandContext context)
    {
        var command = new Command("runs", "Runs: list, show, watch, logs, pause, resume, cancel, retry, delete.") { List(context), Show(context), Watch(context), LogsCommand.Create(context) };
        foreach (var steering in RunSteering.Create(context)) command.Add(steering);
        return command;
    }

    /// <summary><c>trainrecorder watch RUN</c>.</summary>
    public static Command Watch(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run.");
        var command = new Command("watch", "Watches a run until it ends. Exit code 0 if it succeeded. Ctrl+C leaves it running.") { run };
        command.SetAction(context.Calling((server, invocation) =>
        {
            var name = invocation.Parsed.GetRequiredValue(run);
            return WatchedRun.ShowAsync(server, context.Terminal, invocation.Json, name, startRevision: 0, invocation.CancellationToken);
        }));
        return command;
    }

    private static Command List(CommandContext context)
    {
        var limit = new Option<int>("--limit") { Description = "Show at most this many.", HelpName = "N", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.GetValue(limit) < 1) result.AddError("--limit must be at least 1");
        });
        var filter = new Option<string>("--filter") { Description = "Which: state = FAILED AND (job.name : \"digits\" OR priority > 0) AND create_time >= 2026-11-24", HelpName = "FILTER" };
        var order = new Option<string>("--order") { Description = "In which order: create_time, revision, priority, job.name, recording.bytes, estimate.recording_bytes, each with asc or desc. Default: newest first.", HelpName = "FIELD" };
        order.CompletionSources.Add("create_time", "revision", "priority", "job.name", "recording.bytes", "estimate.recording_bytes");
        var command = new Command("list", "The runs, newest first.") { limit, filter, order };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var runs = new List<Run>();
            var wanted = invocation.Parsed.GetValue(limit);
            var request = new ListRunsRequest { Filter = invocation.Parsed.GetValue(filter) ?? "", OrderBy = invocation.Parsed.GetValue(order) ?? "" };
            do
            {
                request.PageSize = Math.Min(LargestPage, wanted - runs.Count);
                var page = await server.Training.ListRunsAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
                runs.AddRange(page.Runs);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && runs.Count < wanted);

            if (invocation.Json) runs.ForEach(context.Terminal.WriteJson);
            else if (runs.Count > 0) RunTable.Of(runs, context.Terminal.Time.GetUtcNow()).Write(context.Terminal);
            else context.Terminal.WriteNote(request.Filter.Length > 0 ? "no run passes the filter" : "no runs yet; submit one with \"trainrecorder submit JOB.json\"");
            return ExitCode.Good;
        }));
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var run = RunArgument.Create(context, "The run.");
        var command = new Command("show", "One run in full.") { run };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new GetRunRequest { Name = invocation.Parsed.GetRequiredValue(run) };
            var answer = await server.Training.GetRunAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json) context.Terminal.WriteJson(answer.Run);
            else context.Terminal.Write(RunDetails.Of(answer.Run, context.Terminal.Time.GetUtcNow()));
            return answer.Run.State == RunState.Failed ? ExitCode.Bad : ExitCode.Good;
        }));
        return command;
    }
}
