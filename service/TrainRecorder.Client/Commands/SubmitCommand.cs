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
        var set = new Option<string[]>("--set")
        {
            Description = "Change the job, again and again if wished: training.optimizer.adam.learning_rate=0.01, network.layers[1].dense.units=20, network.shape=[64,32,10]",
            HelpName = "PATH=VALUE",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        var priority = RunSteering.Priority();
        var command = new Command("submit", "Submits a job.") { file, watch, dryRun, set, priority };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var submission = new JobSubmission(server, context.Terminal);
            var isDryRun = invocation.Parsed.GetValue(dryRun);
            var order = new JobOrder(invocation.Parsed.GetRequiredValue(file), invocation.Parsed.GetValue(set) ?? [], invocation.Parsed.GetValue(priority) ?? 0, isDryRun);
            var run = await submission.SubmitAsync(order, invocation.CancellationToken).ConfigureAwait(false);
            var isWatching = invocation.Parsed.GetValue(watch) && !isDryRun;

            if (invocation.Json)
            {
                // Watching, the first event has the run.
                if (!isWatching) context.Terminal.WriteJson(run);
            }
            else
            {
                var what = isDryRun ? "valid" : $"{run.Name} {RunText.State(run.State)}";
                context.Terminal.WriteLine($"{what}: {run.Job?.Name}, {RunText.Estimate(run.Estimate ?? new())}");
            }

            // From the revision of the answer on, so that no epoch between is missed.
            return isWatching
                ? await WatchedRun.ShowAsync(server, context.Terminal, invocation.Json, run.Name, run.Revision, invocation.CancellationToken).ConfigureAwait(false)
                : ExitCode.Good;
        }));
        return command;
    }
}
