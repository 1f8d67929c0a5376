using System.Collections.Concurrent;
using System.Threading.Channels;
using TrainRecorder.Service.Launching;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>A launcher whose workers are played by the test; it outlives the services that use it, as a machine does.</summary>
internal sealed class FakeMachine : ILauncher
{
    private readonly ConcurrentDictionary<WorkerIdentity, FakeWorker> _processes = new();
    private readonly Channel<FakeWorker> _launched = Channel.CreateUnbounded<FakeWorker>();
    private int _lastId = 1000;

    /// <summary>Makes every launch fail with this.</summary>
    public string? LaunchFault { get; set; }

    /// <summary>The next worker that the service launches.</summary>
    public Task<FakeWorker> NextAsync() => _launched.Reader.ReadAsync().Soon();

    /// <summary>The next worker, however long that takes.</summary>
    public ValueTask<FakeWorker> NextAsync(CancellationToken cancellationToken) => _launched.Reader.ReadAsync(cancellationToken);

    /// <summary>No worker was launched that was not asked for.</summary>
    public bool IsQuiet => !_launched.Reader.TryPeek(out _);

    /// <summary>The same processes, seen by another service.</summary>
    public FakeMachine Fork()
    {
        var fork = new FakeMachine { _lastId = _lastId + 1000 };
        foreach (var (identity, worker) in _processes) fork._processes[identity] = worker;
        return fork;
    }

    public Task<IWorkerProcess> LaunchAsync(WorkerLaunch launch, CancellationToken cancellationToken)
    {
        if (LaunchFault is { } fault) throw new LaunchException(fault);
        var worker = new FakeWorker(launch, new WorkerIdentity(Interlocked.Increment(ref _lastId), $"birth {_lastId}"));
        _processes[worker.Identity] = worker;
        _launched.Writer.TryWrite(worker);
        return Task.FromResult<IWorkerProcess>(worker);
    }

    public Task<IWorkerProcess?> FindAsync(WorkerIdentity identity, CancellationToken cancellationToken) =>
        Task.FromResult<IWorkerProcess?>(_processes.TryGetValue(identity, out var worker) && !worker.Exited.IsCompleted ? worker : null);
}

/// <summary>A worker process that is not there.</summary>
internal sealed class FakeWorker(WorkerLaunch launch, WorkerIdentity identity) : IWorkerProcess
{
    private readonly TaskCompletionSource<WorkerExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorkerLaunch Launch { get; } = launch;

    public WorkerIdentity Identity { get; } = identity;

    public Task<WorkerExit> Exited => _exit.Task;

    public bool Killed { get; private set; }

    public void Kill()
    {
        Killed = true;
        Exit(137);
    }

    public void Exit(int code, string lastWords = "") => _exit.TrySetResult(new WorkerExit(code, lastWords));
}
