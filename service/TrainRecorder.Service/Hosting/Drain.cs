namespace TrainRecorder.Service.Hosting;

/// <summary>The service is about to stop: nothing new is begun, workers are told to yield, streams are ended.</summary>
internal sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>Cancelled when it begins.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>It has begun.</summary>
    public bool Begun => _source.IsCancellationRequested;

    /// <summary>Begins it.</summary>
    public Task BeginAsync() => _source.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
