using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Security.Tokens;
using TrainRecorder.Service.Launching;
using TrainRecorder.Service.Watching;

namespace TrainRecorder.Service.Attempts;

/// <summary>Takes runs from the queue and launches workers for them while places are free.</summary>
internal sealed class Dispatcher(
    AttemptBook attempts, LiveWorkers workers, Supervisor supervisor, ILauncher launcher, DataFolder data, RunSignals signals, Drain drain, TimeProvider time,
    ILogger<Dispatcher> logger) : BackgroundService
{
    // Only for what went wrong (a locked database, a full disk): everything else wakes the dispatcher by a signal.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _launching = new(1, 1);

    /// <summary>Completes when no launch is under way; after the drain has begun none will begin.</summary>
    public async Task QuiesceAsync()
    {
        await _launching.WaitAsync();
        _launching.Release();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _launching.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = signals.Subscribe(RunSignals.AnyRun);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, drain.Token);
        try
        {
            while (true)
            {
                var next = await LaunchAllAsync();
                if (next is null) await changed.WaitAsync(stop.Token);
                else await changed.WaitAsync(next.Value, time, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    // How long to wait at most before the next look; null: until something changes.
    private async Task<TimeSpan?> LaunchAllAsync()
    {
        try
        {
            while (true)
            {
                // One instant for both questions: a run that may not be tried at it is one to wait for, however the clock goes on meanwhile.
                var now = time.GetUtcNow();
                if (!await LaunchNextAsync(now)) return await attempts.NextRetryAsync(now, CancellationToken.None) - time.GetUtcNow();
            }
        }
#pragma warning disable CA1031 // One run that cannot be launched must not end the launching of all.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogMessages.DispatchFailed(logger, fault);
            return Retry;
        }
    }

    private async Task<bool> LaunchNextAsync(DateTimeOffset now)
    {
        await _launching.WaitAsync();
        try
        {
            if (drain.Begun || await attempts.BeginAsync(now, CancellationToken.None) is not { } begun) return false;
            var worker = workers.Add(begun.RunId, begun.Attempt, AccessToken.Hash(begun.Token), opened: false);
            try
            {
                var folder = data.Run(begun.RunId);
                folder.Make();
                folder.Sweep(begun.Keep);
                var process = await launcher.LaunchAsync(new WorkerLaunch(begun.RunId, begun.Attempt, begun.Token, folder), CancellationToken.None);
                await attempts.RecordAsync(begun.RunId, begun.Attempt, process.Identity, CancellationToken.None);
                supervisor.Watch(worker, process);
            }
            catch (Exception fault) when (fault is LaunchException or IOException or UnauthorizedAccessException)
            {
                await attempts.LoseAsync(begun.RunId, begun.Attempt, $"The worker could not be started: {fault.Message}", counted: true);
            }

            return true;
        }
        finally
        {
            _launching.Release();
        }
    }
}
