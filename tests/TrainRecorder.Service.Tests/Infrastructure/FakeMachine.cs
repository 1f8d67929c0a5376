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
    private int _untaken;

    /// <summary>Makes every launch fail with this.</summary>
    public string? LaunchFault { get; set; }

    /// <summary>The next worker that the service launches, as soon as the service has recorded it and watches its process.</summary>
    public Task<FakeWorker> NextAsync() => NextAsync(CancellationToken.None).AsTask().Soon();

    /// <summary>The next worker, however long that takes.</summary>
    public async ValueTask<FakeWorker> NextAsync(CancellationToken cancellationToken)
    {
        var worker = await _launched.Reader.ReadAsync(cancellationToken);
        Interlocked.Decrement(ref _untaken);
        return worker;
    }

    /// <summary>No worker was launched that was not asked for.</summary>
    public bool IsQuiet => Volatile.Read(ref _untaken) == 0;

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
        Interlocked.Increment(ref _untaken);
        // Shown to the test when its end is first waited for: what the test does to it before would find a process that is neither
        // in the catalogue nor known as that of the worker.
        var worker = new FakeWorker(launch, new WorkerIdentity(Interlocked.Increment(ref _lastId), $"birth {_lastId}"), watched => _launched.Writer.TryWrite(watched));
        _processes[worker.Identity] = worker;
        return Task.FromResult<IWorkerProcess>(worker);
    }

    public Task<IWorkerProcess?> FindAsync(WorkerIdentity identity, CancellationToken cancellationToken) =>
        Task.FromResult<IWorkerProcess?>(_processes.TryGetValue(identity, out var worker) && !worker.IsGone ? worker : null);
}

/// <summary>A worker process that is not there.</summary>
/// <param name="launch">What it was launched with.</param>
/// <param name="identity">How it is found.</param>
/// <param name="watched">Called once, when somebody begins to wait for its end.</param>
internal sealed class FakeWorker(WorkerLaunch launch, WorkerIdentity identity, Action<FakeWorker> watched) : IWorkerProcess
{
    private int _isWatched;
    private readonly TaskCompletionSource<WorkerExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorkerLaunch Launch { get; } = launch;

    public WorkerIdentity Identity { get; } = identity;

    public Task<WorkerExit> Exited
    {
        get
        {
            if (Interlocked.Exchange(ref _isWatched, 1) == 0) watched(this);
            return _exit.Task;
        }
    }

    public bool IsGone => _exit.Task.IsCompleted;

    public bool Killed { get; private set; }

    public void Kill()
    {
        Killed = true;
        Exit(137);
    }

    public void Exit(int code, string lastWords = "") => _exit.TrySetResult(new WorkerExit(code, lastWords));
}
