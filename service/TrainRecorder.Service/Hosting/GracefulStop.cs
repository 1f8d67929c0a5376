using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Configuration;

namespace TrainRecorder.Service.Hosting;

/// <summary>
/// The orderly end: nothing new is taken, the workers yield, those that do not are ended, and their runs wait for the next start.
/// Runs before the endpoints close, since workers still have to reach the service.
/// </summary>
internal sealed class GracefulStop(
    Drain drain, Dispatcher dispatcher, LiveWorkers workers, AttemptBook attempts, ServiceOptions options, TimeProvider time, ILogger<GracefulStop> logger) : IHostedLifecycleService
{
    // What the system needs to end a process.
    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await drain.BeginAsync();
        await dispatcher.QuiesceAsync();
        if (workers.All() is not { Count: > 0 } live) return;

        LogMessages.Stopping(logger, live.Count);
        if (await AllGoneAsync(options.StopGrace)) return;
        foreach (var worker in workers.All())
        {
            LogMessages.WorkerEndedAtStop(logger, worker.RunId, worker.Attempt);
            await attempts.LoseAsync(worker.RunId, worker.Attempt, "The service stopped.", counted: false);
            worker.Process?.Kill();
        }

        await AllGoneAsync(KillGrace);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> AllGoneAsync(TimeSpan atMost)
    {
        using var late = new CancellationTokenSource(atMost, time);
        try
        {
            await workers.NoneAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
