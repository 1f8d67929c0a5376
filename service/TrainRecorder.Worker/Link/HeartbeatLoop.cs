using TrainRecorder.V1;
using TrainRecorder.Worker.Attempts;

namespace TrainRecorder.Worker.Link;

/// <summary>Sends a sign of life several times a lease, with progress, and hears what the service wants.</summary>
/// <remarks>Runs on the thread pool beside the training thread, from its start to <see cref="StopAsync"/>.</remarks>
internal sealed class HeartbeatLoop(ServiceLink link, TrainingProgress progress, StopSignal stop, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _end = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>A quarter of the lease, so that three arrive in it even when one is late; at most a second, so that people see progress.</summary>
    public static TimeSpan Interval(TimeSpan lease) => lease / 4 < s_longestInterval ? lease / 4 : s_longestInterval;

    public void Start(TimeSpan lease) => _loop = Task.Run(() => BeatAsync(Interval(lease)));

    /// <summary>Ends the loop; afterwards no heartbeat is under way.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task BeatAsync(TimeSpan interval)
    {
        try
        {
            using var timer = new PeriodicTimer(interval, time);
            do
            {
                var (epoch, fraction) = progress.Now;
                switch (await link.HeartbeatAsync(epoch, fraction, _end.Token).ConfigureAwait(false))
                {
                    case null: return;
                    case Directive.CheckpointAndYield: stop.Ask(StopRequest.Yield); break;
                    case Directive.Stop: stop.Ask(StopRequest.Stop); break;
                }
            }
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
        catch (Exception fault) when (fault is AttemptOverException or ServiceLostException)
        {
            // The link has ended and tells everybody who uses it.
        }
        catch (Exception unexpected)
        {
            // Without heartbeats the attempt is lost before long, so it ends now, with the reason.
            link.Fail(unexpected);
        }
    }
}
