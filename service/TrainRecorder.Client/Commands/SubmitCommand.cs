using System.CommandLine;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Submission;
using TrainRecorder.Client.Watching;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder submit JOB.json</c>.</summary>
internal static class SubmitCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("JOB.json") { Description = "The job file. Its data.file is looked up beside it." };
        var watch = new Option<bool>("--watch") { Description = "Watch the run until it ends. Exit code 0 if it succeeded. Ctrl+C leaves it running." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Validate and estimate only. The data is uploaded, since it is validated too." };
        var command = new Command("submit", "Submits a job.") { file, watch, dryRun };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var submission = new JobSubmission(server, context.Terminal);
            var isDryRun = invocation.Parsed.GetValue(dryRun);
            var run = await submission.SubmitAsync(invocation.Parsed.GetRequiredValue(file), isDryRun, invocation.CancellationToken).ConfigureAwait(false);
            var isWatching = invocation.Parsed.GetValue(watch) && !isDryRun;

            if (invocation.Json)
            {
                // Watching, the first event has the run.
                if (!isWatching) context.Terminal.WriteJson(run);
            }
            else
            {
                var what = isDryRun ? "valid" : $"{run.Name} {RunText.State(run.State)}";
                await context.Terminal.Output.WriteLineAsync($"{what}: {run.Job?.Name}, {RunText.Estimate(run.Estimate ?? new())}").ConfigureAwait(false);
            }

            // From the revision of the answer on, so that no epoch between is missed.
            return isWatching
                ? await WatchedRun.ShowAsync(server, context.Terminal, invocation.Json, run.Name, run.Revision, invocation.CancellationToken).ConfigureAwait(false)
                : ExitCode.Good;
        }));
        return command;
    }
}
