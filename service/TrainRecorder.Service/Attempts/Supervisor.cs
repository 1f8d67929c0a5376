using System.Globalization;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Launching;
using TrainRecorder.Service.Watching;

namespace TrainRecorder.Service.Attempts;

/// <summary>Sees when a worker is gone, silent for too long, or in the way, and does what follows.</summary>
internal sealed class Supervisor(
    LiveWorkers workers, AttemptBook attempts, ILauncher launcher, RunSignals signals, ServiceOptions options, Drain drain, TimeProvider time, ILogger<Supervisor> logger) : BackgroundService
{
    private readonly TimeSpan _tick = TimeSpan.FromTicks(Math.Clamp(options.Lease.Ticks / 10, TimeSpan.FromMilliseconds(100).Ticks, TimeSpan.FromSeconds(1).Ticks));
    private readonly SemaphoreSlim _checking = new(1, 1);
    private long _lastCheck = time.GetTimestamp();

    /// <summary>
    /// Takes over the workers of the service before: those whose process is there, and those of which that cannot be known, get a
    /// whole lease; those that are certainly gone are lost.
    /// </summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        foreach (var (attempt, state) in await attempts.OpenAsync(cancellationToken))
        {
            var worker = workers.Add(attempt.RunId, attempt.Number, attempt.TokenHash, opened: true, state);
            if (attempt.ProcessId is not { } id) continue;

            var process = await launcher.FindAsync(new WorkerIdentity(id, attempt.ProcessBirth), cancellationToken);
            if (process is null) await attempts.LoseAsync(attempt.RunId, attempt.Number, "The worker ended while the service was away.", counted: true);
            else Watch(worker, process);
        }
    }

    /// <summary>Watches a process until it is gone.</summary>
    public void Watch(LiveWorker worker, IWorkerProcess process)
    {
        workers.Attach(worker, process);
        _ = SeeExitAsync(worker, process);
    }

    /// <summary>Lets the time since the last check pass for every worker, and acts on those whose time is over.</summary>
    public async Task CheckAsync()
    {
        await _checking.WaitAsync();
        try
        {
            // Time in which this service itself did not run (the machine slept, the process was stopped) is nobody's silence.
            var now = time.GetTimestamp();
            var elapsed = time.GetElapsedTime(_lastCheck, now);
            _lastCheck = now;
            foreach (var (worker, why) in workers.Elapse(elapsed < 3 * _tick ? elapsed : 3 * _tick)) await ExpireAsync(worker, why);
        }
        finally
        {
            _checking.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _checking.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await CheckAsync();
                }
#pragma warning disable CA1031 // Whatever goes wrong once (the disk is full, the database is locked), the next tick tries again.
                catch (Exception fault)
#pragma warning restore CA1031
                {
                    LogMessages.SupervisionFailed(logger, fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task ExpireAsync(LiveWorker worker, Expiry why)
    {
        // First the catalogue: from then on the worker can commit nothing, whether or not it can be ended.
        switch (why)
        {
            case Expiry.Grace:
                await attempts.KillAsync(worker.RunId, worker.Attempt);
                break;
            case Expiry.Lease:
                await attempts.LoseAsync(worker.RunId, worker.Attempt, $"No sign of life for {Seconds(options.Lease)} s.", counted: true);
                break;
            case Expiry.Start:
                await attempts.LoseAsync(worker.RunId, worker.Attempt, $"It did not report within {Seconds(options.StartTimeout)} s.", counted: true);
                break;
            case Expiry.StillThere when worker.Process is null or { Exited.IsCompleted: true }:
                workers.Remove(worker);
                return;
            case Expiry.StillThere:
                LogMessages.WorkerStillThere(logger, worker.RunId, worker.Attempt);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(why), why, null);
        }

        worker.Process?.Kill();
    }

    private async Task SeeExitAsync(LiveWorker worker, IWorkerProcess process)
    {
        var exit = await process.Exited;
        try
        {
            // Nothing happens if the worker closed its attempt, as it should.
            var reason = drain.Begun ? "The service stopped." : Describe(exit);
            await attempts.LoseAsync(worker.RunId, worker.Attempt, reason, counted: !drain.Begun);
            workers.Remove(worker);
            // Who reads the log waited for its last line.
            signals.PulseLog(worker.RunId);
        }
#pragma warning disable CA1031 // The catalogue cannot be written now; the lease will end the attempt when it can.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogMessages.SupervisionFailed(logger, fault);
        }
    }

    private static string Describe(WorkerExit exit)
    {
        var how = exit.Code is { } code ? $"The worker ended with exit code {code.ToString(CultureInfo.InvariantCulture)}" : "The worker ended";
        return exit.LastWords.Length == 0 ? $"{how}." : $"{how}: {exit.LastWords}";
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
