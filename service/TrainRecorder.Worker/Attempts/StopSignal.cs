namespace TrainRecorder.Worker.Attempts;

/// <summary>Carries the wish to stop from heartbeats and signals to the training thread. Any thread; a stronger request replaces a weaker one.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _request;

    /// <summary>What was asked for so far.</summary>
    public StopRequest Request => (StopRequest)Volatile.Read(ref _request);

    /// <summary>Cancelled by the first request.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Asks; true if nothing as strong was asked for before.</summary>
    public bool Ask(StopRequest request)
    {
        int before;
        do
        {
            before = Volatile.Read(ref _request);
            if (before >= (int)request) return false;
        }
        while (Interlocked.CompareExchange(ref _request, (int)request, before) != before);

        _stop.Cancel();
        return true;
    }

    public void Dispose() => _stop.Dispose();
}
