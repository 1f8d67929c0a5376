using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Watching;

namespace TrainRecorder.Service.Recordings;

/// <summary>
/// Seals recordings in the background, one at a time: when a run is over, at the start, and again after a while where it failed.
/// </summary>
internal sealed class SealingLoop(Sealing sealing, RunSignals signals, ServiceOptions options, TimeProvider time, ILogger<SealingLoop> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = signals.Subscribe(RunSignals.AnyRun);
        var postponed = new Dictionary<string, long>();
        try
        {
            while (true)
            {
                await SealAllAsync(postponed, stoppingToken);
                using var retry = new CancellationTokenSource(options.SealRetry, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(retry.Token, stoppingToken);
                try
                {
                    await changed.WaitAsync(either.Token);
                }
                catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
                {
                    // Time to try again what failed.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops; what is half done is done again at the next start.
        }
    }

    private async Task SealAllAsync(Dictionary<string, long> postponed, CancellationToken stoppingToken)
    {
        try
        {
            foreach (var run in await sealing.PendingAsync(stoppingToken))
            {
                stoppingToken.ThrowIfCancellationRequested();
                if (postponed.TryGetValue(run, out var since) && time.GetElapsedTime(since) < options.SealRetry) continue;
                if (await sealing.SealAsync(run, stoppingToken)) postponed.Remove(run);
                else postponed[run] = time.GetTimestamp();
            }
        }
#pragma warning disable CA1031 // One fault (the catalogue is locked) must not end the sealing of all.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogMessages.SealingFailed(logger, fault);
        }
    }
}
