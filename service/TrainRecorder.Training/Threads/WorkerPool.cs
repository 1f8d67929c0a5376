namespace TrainRecorder.Training.Threads;

/// <summary>Work that can be split; what it computes must not depend on the number of parts.</summary>
internal interface IParallelWork
{
    /// <summary>Does one part, on any thread.</summary>
    /// <param name="part">0 to <paramref name="parts"/> − 1.</param>
    /// <param name="parts">How many parts there are.</param>
    void Run(int part, int parts);
}

/// <summary>A fixed number of threads that share one piece of work at a time: the caller's and background threads. Nothing is allocated for a piece of work.</summary>
/// <remarks>One caller at a time.</remarks>
internal sealed class WorkerPool : IDisposable
{
    // Pieces of work are short and follow each other closely: a waiting thread spins a little before it sleeps.
    private const int SpinCount = 200;
    private readonly Worker[] _workers;
    private readonly ManualResetEventSlim _done = new(initialState: false, SpinCount);
    private IParallelWork? _work;
    private Exception? _failure;
    private Func<bool>? _other;
    private int _parts;
    private int _pending;
    private bool _stopped;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many work together, the caller's included.</param>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _workers = [.. Enumerable.Range(1, threads - 1).Select(part => new Worker(this, part))];
    }

    /// <summary>How many threads work together.</summary>
    public int Threads { get; }

    /// <summary>
    /// Leaves a core to somebody else while he works: one thread less takes part then. Where two threads share a core, each piece of work would wait for the
    /// one that is not on it, and all the others with it.
    /// </summary>
    /// <param name="isWorking">Asked before each piece of work.</param>
    public void LeaveCoreTo(Func<bool> isWorking) => _other = isWorking;

    /// <summary>Runs all parts and returns when they are done. An exception of a part is thrown here.</summary>
    /// <param name="work">The work.</param>
    /// <param name="worthSharing">False for work so small that waking a thread takes longer: the caller's thread does it alone.</param>
    public void Run(IParallelWork work, bool worthSharing)
    {
        var helpers = worthSharing ? _workers.AsSpan() : default;
        if (!helpers.IsEmpty && _other?.Invoke() == true) helpers = helpers[..^1];
        if (helpers.IsEmpty)
        {
            work.Run(0, 1);
            return;
        }
        _work = work;
        _parts = helpers.Length + 1;
        Volatile.Write(ref _pending, helpers.Length);
        foreach (var helper in helpers) helper.Go.Set();
        try
        {
            work.Run(0, _parts);
        }
        finally
        {
            // Also after an exception: the others may still be at work on what the caller would take away.
            _done.Wait();
            _done.Reset();
        }
        if (Interlocked.Exchange(ref _failure, null) is { } failure) throw new InvalidOperationException("A part of the work failed.", failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopped = true;
        foreach (var worker in _workers) worker.Go.Set();
        foreach (var worker in _workers) worker.Dispose();
        _done.Dispose();
    }

    private sealed class Worker : IDisposable
    {
        private readonly WorkerPool _pool;
        private readonly int _part;
        private readonly Thread _thread;

        public Worker(WorkerPool pool, int part)
        {
            _pool = pool;
            _part = part;
            _thread = new Thread(Loop) { IsBackground = true, Name = $"training {part}" };
            _thread.Start();
        }

        public ManualResetEventSlim Go { get; } = new(initialState: false, SpinCount);

        public void Dispose()
        {
            _thread.Join();
            Go.Dispose();
        }

        private void Loop()
        {
            while (true)
            {
                Go.Wait();
                Go.Reset();
                if (_pool._stopped) return;
                try
                {
                    _pool._work!.Run(_part, _pool._parts);
                }
                catch (Exception exception)
                {
                    // Thrown again on the caller's thread.
                    Interlocked.CompareExchange(ref _pool._failure, exception, null);
                }
                if (Interlocked.Decrement(ref _pool._pending) == 0) _pool._done.Set();
            }
        }
    }
}
