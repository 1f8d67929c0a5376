using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using TrainRecorder.Recording;
using TrainRecorder.Training;
using TrainRecorder.V1;
using TrainRecorder.Worker.Link;

namespace TrainRecorder.Worker.Attempts;

/// <summary>Makes each closed segment part of the recording: saves the state after it, then commits both.</summary>
/// <remarks>Everything here happens in order: the writer's thread waits for one segment before it names the next. Superseded states are the service's to remove, which knows what is committed.</remarks>
internal sealed class SegmentCommitter(ServiceLink link, TrainingRun run, OpenAttemptResponse attempt, int attemptNumber, ILogger log)
{
    private readonly List<EpochMetrics> _finished = [];

    /// <summary>An epoch's metrics are known; its segment is still open.</summary>
    public void EpochFinished(EpochMetrics metrics) => _finished.Add(metrics);

    /// <summary>A segment is on disk.</summary>
    public async ValueTask SegmentClosedAsync(Segment segment, EpochRow lastRow, CancellationToken cancellationToken)
    {
        link.ThrowIfEnded();
        var state = await StateFile.SaveAsync(attempt.Folder, attemptNumber, run, lastRow).ConfigureAwait(false);

        var request = new CommitEpochsRequest
        {
            FirstEpoch = segment.FirstEpoch,
            LastEpoch = segment.LastEpoch,
            File = segment.File,
            Sha256 = segment.Sha256,
            Size = segment.Size,
            StateFile = state,
            EarlyEnd = TrainingRun.EndAfter(lastRow),
            RecorderLag = Duration.FromTimeSpan(segment.Lag),
        };
        var epochs = segment.LastEpoch - segment.FirstEpoch + 1;
        request.Metrics.AddRange(_finished.Take(epochs));
        _finished.RemoveRange(0, epochs);

        link.Completing = segment.LastEpoch == attempt.Job.Training.Epochs || request.EarlyEnd is not null;
        await link.CommitAsync(request, cancellationToken).ConfigureAwait(false);
        log.Committed(segment.FirstEpoch, segment.LastEpoch, segment.Size);
    }
}
