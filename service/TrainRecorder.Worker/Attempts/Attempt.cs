using System.Reflection;
using Microsoft.Extensions.Logging;
using TrainRecorder.Recording;
using TrainRecorder.Training;
using TrainRecorder.V1;
using TrainRecorder.Worker.Link;

namespace TrainRecorder.Worker.Attempts;

/// <summary>One attempt at one run: open, train and record on a thread of its own, close.</summary>
internal sealed class Attempt(AttemptOptions options, ServiceLink link, StopSignal stop, TimeProvider time, ILogger log)
{
    /// <summary>What recordings name as the software that wrote them.</summary>
    private static readonly string s_software =
        $"TrainRecorder {typeof(Attempt).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>Runs the attempt to its close.</summary>
    /// <exception cref="AttemptOverException">Another attempt took its place, or the run is terminal.</exception>
    /// <exception cref="ServiceLostException">No service was reached for a whole lease.</exception>
    public async Task RunAsync()
    {
        var attempt = await link.OpenAsync().ConfigureAwait(false);
        var lease = attempt.Lease.ToTimeSpan();
        link.Patience = lease;
        log.Opened(options.Attempt, options.Run, options.Threads, lease, attempt.HasCommittedEpoch ? attempt.CommittedEpoch + 1 : 0, attempt.Job.Training.Epochs);

        var progress = new TrainingProgress();
        AttemptOutcome outcome;
        var message = "";
        await using (var heartbeats = new HeartbeatLoop(link, progress, stop, time))
        {
            heartbeats.Start(lease);
            try
            {
                outcome = await OnThreadAsync(() => Train(attempt, progress)).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                // A writer that lost the service throws in its own words; the link knows the reason.
                link.ThrowIfEnded();
                if (Explain(failure) is not { } reason) throw;
                (outcome, message) = (AttemptOutcome.Failed, reason);
            }
        }

        await link.CloseAsync(outcome, message).ConfigureAwait(false);
        log.Closed(outcome, message);
    }

    /// <summary>Reads, trains and records. Blocks; on the training thread.</summary>
    private AttemptOutcome Train(OpenAttemptResponse attempt, TrainingProgress progress)
    {
        // An earlier attempt may have committed the last epoch and died before it could close.
        if (attempt.HasCommittedEpoch && attempt.CommittedEpoch >= attempt.Job.Training.Epochs) return AttemptOutcome.Succeeded;

        using var eitherStop = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, link.Ended);
        using var run = TrainingRun.Prepare(attempt.Job, [.. attempt.Datasets], options.Threads);
        if (attempt.HasCommittedEpoch) StateFile.Restore(attempt.Folder, attempt.StateFile, run);

        var committer = new SegmentCommitter(link, run, attempt, options.Attempt, log);
        var writing = new WriterOptions
        {
            Attempt = options.Attempt,
            TimeProvider = time,
            BeforeWrite = run.FinishRow(committer.EpochFinished),
            SegmentClosed = committer.SegmentClosedAsync,
        };
        var writer = RecordingWriter.Create(attempt.Folder, run.Describe(options.Run, attempt.CreateTime, s_software), writing);
        try
        {
            var done = run.Train(writer, progress.Set, eitherStop.Token);
            link.ThrowIfEnded();
            writer.CompleteAsync(link.Ended).GetAwaiter().GetResult();
            if (run.EarlyEnd is { } end)
            {
                // The commit said so already, and has ended the run.
                log.EndedEarly(end.Reason);
                return end.Failed ? throw new AttemptFailedException(end.Reason) : AttemptOutcome.Succeeded;
            }
            return done ? AttemptOutcome.Succeeded : stop.Request == StopRequest.Stop ? AttemptOutcome.Stopped : AttemptOutcome.Yielded;
        }
        finally
        {
            // Drops what is not committed, and ends the writer's thread before the run that it uses goes.
            writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Why a run cannot go on, in one line; null for what nobody expected.</summary>
    private static string? Explain(Exception failure)
    {
        var reason = failure switch
        {
            DataException or AttemptFailedException => failure.Message,
            IOException or UnauthorizedAccessException => $"the recording cannot be written: {failure.Message}",
            _ => null,
        };
        return reason?.ReplaceLineEndings("; ").TrimEnd(' ', ';');
    }

    private static Task<T> OnThreadAsync<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(work());
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        })
        { IsBackground = true, Name = "training" };
        thread.Start();
        return result.Task;
    }
}
