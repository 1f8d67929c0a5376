using System.Runtime.CompilerServices;
using Grpc.Core;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Watching;

/// <summary>The changes of a run, across broken streams: each once, in order.</summary>
/// <param name="training">The service.</param>
/// <param name="time">The clock.</param>
/// <param name="note">Called with what the person should know of the connection.</param>
internal sealed class RunWatch(TrainingService.TrainingServiceClient training, TimeProvider time, Action<string> note)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    /// <summary>A service that starts again may have a new token: a call that was made with the old one is refused, the next one is not.</summary>
    private const int MostRefusals = 3;

    /// <summary>How long a service that was there may be away.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Streams until the run is terminal, whose event is the last.</summary>
    /// <param name="run"><c>runs/ID</c>.</param>
    /// <param name="startRevision">Inclusive; 0: the run as it is now, then what changes.</param>
    /// <exception cref="RpcException">The stream cannot be had, or the service stayed away for too long.</exception>
    public async IAsyncEnumerable<WatchRunResponse> EventsAsync(string run, long startRevision, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = startRevision;
        var connected = false;
        var refusals = 0;
        var lastHeard = time.GetTimestamp();
        var pause = s_firstPause;
        while (true)
        {
            using var stream = training.WatchRun(new() { Name = run, StartRevision = next }, cancellationToken: cancellationToken);
            RpcException? broken = null;
            while (broken is null)
            {
                try
                {
                    if (!await stream.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false)) break;
                }
                catch (RpcException failure)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    broken = failure;
                    continue;
                }

                (connected, refusals, lastHeard, pause) = (true, 0, time.GetTimestamp(), s_firstPause);
                var change = stream.ResponseStream.Current;
                if (change.EventCase is WatchRunResponse.EventOneofCase.Run or WatchRunResponse.EventOneofCase.EpochsCommitted)
                {
                    next = change.Revision + 1;
                    yield return change;
                    if (change.EventCase == WatchRunResponse.EventOneofCase.Run && RunText.IsTerminal(change.Run.State)) yield break;
                }
                else if (change.EventCase == WatchRunResponse.EventOneofCase.Bookmark)
                {
                    next = Math.Max(next, change.Revision + 1);
                }
                else
                {
                    yield return change;
                }
            }

            if (broken?.StatusCode == StatusCode.OutOfRange && next > 0)
            {
                note($"the service no longer has the changes from revision {next} on; showing the run as it is now");
                next = 0;
                continue;
            }

            if (broken?.StatusCode == StatusCode.Unauthenticated) refusals++;
            if (broken is not null && (!connected || refusals > MostRefusals || !CanResume(broken.StatusCode))) throw broken;
            if (time.GetElapsedTime(lastHeard) >= s_patience) throw broken ?? new RpcException(new Status(StatusCode.Unavailable, "the stream ends before the run does"));
            if (pause == s_firstPause) note("the connection broke; going on where it was");
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    /// <summary>Everything but what the same request meets again.</summary>
    private static bool CanResume(StatusCode code) =>
        code is not (StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.OutOfRange
            or StatusCode.PermissionDenied or StatusCode.Unimplemented or StatusCode.DataLoss);
}
