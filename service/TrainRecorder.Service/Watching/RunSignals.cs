using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TrainRecorder.Service.Watching;

/// <summary>
/// Wakes those who wait for changes of a run. It says only that there is something to look at: what, the catalogue tells, so that
/// nothing can be lost here.
/// </summary>
internal sealed class RunSignals
{
    /// <summary>In place of a run: whoever schedules work listens for a change of any run's state.</summary>
    public const string AnyRun = "";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Subscription, byte>> _subscriptions = new();

    /// <summary>In place of a run: whoever reads its log listens for what is printed, and for what happens to the run.</summary>
    public static string LogOf(string run) => "log " + run;

    /// <summary>Wakes everybody who watches a run or reads its log.</summary>
    public void Pulse(string run)
    {
        Wake(run);
        Wake(LogOf(run));
    }

    /// <summary>Wakes everybody who reads the log of a run.</summary>
    public void PulseLog(string run) => Wake(LogOf(run));

    /// <summary>Begins to listen. Pulses from now on are not missed; several become one.</summary>
    public Subscription Subscribe(string run)
    {
        var subscription = new Subscription(this, run);
        lock (_subscriptions) _subscriptions.GetOrAdd(run, _ => new()).TryAdd(subscription, 0);
        return subscription;
    }

    private void Wake(string key)
    {
        if (!_subscriptions.TryGetValue(key, out var subscriptions)) return;
        foreach (var (subscription, _) in subscriptions) subscription.Wake();
    }

    private void Remove(Subscription subscription)
    {
        lock (_subscriptions)
        {
            if (!_subscriptions.TryGetValue(subscription.Run, out var subscriptions)) return;
            subscriptions.TryRemove(subscription, out _);
            if (subscriptions.IsEmpty) _subscriptions.TryRemove(subscription.Run, out _);
        }
    }

    /// <summary>One who listens.</summary>
    internal sealed class Subscription(RunSignals signals, string run) : IDisposable
    {
        private readonly Channel<bool> _pulse = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        /// <summary>The run.</summary>
        public string Run { get; } = run;

        /// <summary>Wakes the listener.</summary>
        public void Wake() => _pulse.Writer.TryWrite(true);

        /// <summary>Waits for the next pulse, or for one that came since the last wait.</summary>
        public async Task WaitAsync(CancellationToken cancellationToken) => await _pulse.Reader.ReadAsync(cancellationToken);

        /// <summary>Waits for the next pulse, at most for a time.</summary>
        public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
        {
            using var timeout = new CancellationTokenSource(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing happened for so long.
            }
        }

        /// <inheritdoc/>
        public void Dispose() => signals.Remove(this);
    }
}
