using System.Security.Cryptography;
using TrainRecorder.Service.Configuration;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Attempts;

/// <summary>The workers that are there, or of which it is not known yet that they are gone.</summary>
internal sealed class LiveWorkers(ServiceOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string RunId, int Attempt), LiveWorker> _workers = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A worker is about to be launched, or was by an earlier service. It has a whole lease.</summary>
    public LiveWorker Add(string runId, int attempt, byte[] tokenHash, bool opened, RunState state = RunState.Starting)
    {
        var worker = new LiveWorker(runId, attempt, tokenHash)
        {
            Opened = opened,
            Left = opened ? options.Lease : options.StartTimeout,
            GraceLeft = state == RunState.Cancelling ? options.CancelGrace : null,
            Yields = state == RunState.Pausing,
        };
        lock (_lock) _workers.Add((runId, attempt), worker);
        return worker;
    }

    /// <summary>A worker gave a sign of life.</summary>
    /// <param name="directive">What is asked of it.</param>
    /// <returns>False if there is no such worker, its attempt is over, or the token is not its own.</returns>
    public bool Renew(string runId, int attempt, byte[] tokenHash, out Directive directive)
    {
        lock (_lock)
        {
            directive = Directive.Continue;
            if (!_workers.TryGetValue((runId, attempt), out var worker) || worker.Over || !CryptographicOperations.FixedTimeEquals(worker.TokenHash, tokenHash)) return false;
            worker.Opened = true;
            worker.Left = options.Lease;
            directive = worker.GraceLeft is not null ? Directive.Stop : worker.Yields ? Directive.CheckpointAndYield : Directive.Continue;
            return true;
        }
    }

    /// <summary>A run is cancelled: its worker has the grace time from now on, or what is left of an earlier one if that is less.</summary>
    public void Cancel(string runId, TimeSpan grace)
    {
        lock (_lock)
        {
            foreach (var worker in At(runId)) worker.GraceLeft = worker.GraceLeft is { } left && left < grace ? left : grace;
        }
    }

    /// <summary>A run is paused: its worker is to yield.</summary>
    public void Pause(string runId)
    {
        lock (_lock)
        {
            foreach (var worker in At(runId)) worker.Yields = true;
        }
    }

    /// <summary>A process works at a run, or may still do.</summary>
    public bool Any(string runId)
    {
        lock (_lock) return _workers.Values.Any(worker => worker.RunId == runId);
    }

    /// <summary>An attempt is over. Its worker stays until its process is gone, for which it has one lease.</summary>
    public void End(string runId, int attempt)
    {
        lock (_lock)
        {
            if (!_workers.TryGetValue((runId, attempt), out var worker)) return;
            worker.Over = true;
            worker.Left = options.Lease;
            if (worker.Process is null) _workers.Remove((runId, attempt));
            Changed();
        }
    }

    /// <summary>A worker's process is known.</summary>
    public void Attach(LiveWorker worker, Launching.IWorkerProcess process)
    {
        lock (_lock)
        {
            worker.Process = process;
            _workers[(worker.RunId, worker.Attempt)] = worker;
        }
    }

    /// <summary>A worker's process is gone.</summary>
    public void Remove(LiveWorker worker)
    {
        lock (_lock)
        {
            _workers.Remove((worker.RunId, worker.Attempt));
            Changed();
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<LiveWorker> All()
    {
        lock (_lock) return [.. _workers.Values];
    }

    /// <summary>Lets time pass for every worker.</summary>
    /// <returns>Those whose time is over, each with why.</returns>
    public IReadOnlyList<(LiveWorker Worker, Expiry Why)> Elapse(TimeSpan elapsed)
    {
        var expired = new List<(LiveWorker, Expiry)>();
        lock (_lock)
        {
            foreach (var worker in _workers.Values)
            {
                worker.Left -= elapsed;
                if (!worker.Over) worker.GraceLeft -= elapsed;
                if (worker.Over && worker.Left <= TimeSpan.Zero) expired.Add((worker, Expiry.StillThere));
                else if (!worker.Over && worker.GraceLeft <= TimeSpan.Zero) expired.Add((worker, Expiry.Grace));
                else if (!worker.Over && worker.Left <= TimeSpan.Zero) expired.Add((worker, worker.Opened ? Expiry.Lease : Expiry.Start));
            }
        }

        return expired;
    }

    /// <summary>Completes when no worker is left.</summary>
    public async Task NoneAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_workers.Count == 0) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private IEnumerable<LiveWorker> At(string runId) => _workers.Values.Where(worker => worker.RunId == runId && !worker.Over);

    private void Changed()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Whose time is over.</summary>
internal enum Expiry
{
    /// <summary>A worker never reported.</summary>
    Start,

    /// <summary>A worker was silent for a whole lease.</summary>
    Lease,

    /// <summary>A cancelled worker did not stop by itself.</summary>
    Grace,

    /// <summary>The attempt is over and the process still there.</summary>
    StillThere,
}
