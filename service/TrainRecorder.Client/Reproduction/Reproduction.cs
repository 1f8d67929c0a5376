using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Recordings;
using TrainRecorder.Client.Watching;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Reproduction;

/// <summary>What became of training a recording again.</summary>
/// <param name="Run">The run that was trained: <c>runs/ID</c>. It stays on the service.</param>
/// <param name="Epochs">The epochs of the recording, all of which were compared if there is no difference.</param>
/// <param name="Difference">The first difference; null: bit-identical.</param>
internal sealed record ReproductionResult(string Run, EpochRange Epochs, RecordingDifference? Difference);

/// <summary>Trains the job of a recording again and compares every bit.</summary>
internal sealed class Reproduction(Server server, Terminal terminal)
{
    /// <param name="recording">The recording, open.</param>
    /// <param name="dataFiles">Files of the data, for a service that does not hold it.</param>
    /// <param name="cancellationToken">Stops waiting; the run goes on.</param>
    /// <exception cref="CommandFailedException">The recording names no job or has no epochs, the data is missing or other, or the run did not succeed.</exception>
    /// <exception cref="RecordingException">One of the recordings is damaged.</exception>
    /// <exception cref="RpcException">The service refused the job, or is not there.</exception>
    public async Task<ReproductionResult> RunAsync(RecordingReader recording, IReadOnlyList<string> dataFiles, CancellationToken cancellationToken)
    {
        if (recording.Manifest.Job is not { } job) throw new CommandFailedException(ExitCode.Bad, "the recording does not say what job it is of");
        if (recording.Epochs.Count == 0) throw new CommandFailedException(ExitCode.Bad, "the recording has no epochs to compare");
        await new ReproductionData(server, terminal).PutAsync(JobDatasets.Of(job), dataFiles, cancellationToken).ConfigureAwait(false);

        var request = new SubmitJobRequest { Job = job.Clone(), RequestId = Guid.NewGuid().ToString() };
        var run = (await server.Training.SubmitJobAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false)).Run;
        terminal.WriteNote($"{run.Name}: {job.Name} is trained again");
        run = await WaitAsync(run, cancellationToken).ConfigureAwait(false);

        var folder = Directory.CreateTempSubdirectory("trainrecorder-reproduce-");
        try
        {
            var again = Path.Combine(folder.FullName, "again.parquet");
            await new RecordingDownload(server, terminal).FetchAsync(run.Name, again, expectedSize: 0, cancellationToken).ConfigureAwait(false);
            using var reproduced = await RecordingReader.OpenAsync(again, cancellationToken).ConfigureAwait(false);
            var difference = await RecordingComparison.CompareAsync(recording, reproduced, cancellationToken).ConfigureAwait(false);
            if (run.State == RunState.Failed && difference is { Column: "", Epoch: not null }) throw NotWhole(run, $"compared as far as it came, no bit differs before epoch {difference.Epoch}");
            var epochs = new EpochRange(recording.Epochs[0], recording.Epochs[^1]);
            return new ReproductionResult(run.Name, epochs, IsBehindItsEnd(difference, epochs) ? null : difference);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The recording of a run that was stopped ends early; what comes after is no contradiction.</summary>
    private static bool IsBehindItsEnd(RecordingDifference? difference, EpochRange epochs) => difference is { Column: "" } && difference.Epoch > epochs.Last;

    /// <summary>Waits for the end of the run. One that failed has something to compare too: a rule of its diagnostics may have stopped it, as it stopped the first.</summary>
    private async Task<Run> WaitAsync(Run run, CancellationToken cancellationToken)
    {
        var watch = new RunWatch(server.Training, terminal.Time, text => terminal.WriteNote($"note: {text}"));
        try
        {
            await foreach (var change in watch.EventsAsync(run.Name, run.Revision, cancellationToken).ConfigureAwait(false))
            {
                if (change.EventCase == WatchRunResponse.EventOneofCase.Run) run = change.Run;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException(ExitCode.Interrupted, $"{run.Name} goes on; stop it with \"trainrecorder runs cancel {RunText.Id(run.Name)}\"");
        }

        if (run.State == RunState.Succeeded || run is { State: RunState.Failed, Progress.HasEpoch: true }) return run;
        throw NotWhole(run, "nothing can be compared");
    }

    private static CommandFailedException NotWhole(Run run, string consequence)
    {
        var reason = run.StateReason.Length == 0 ? "" : $": {run.StateReason.TrimEnd('.')}";
        return new CommandFailedException(ExitCode.Bad, $"{run.Name} {RunText.State(run.State)}{reason}; {consequence}");
    }
}
