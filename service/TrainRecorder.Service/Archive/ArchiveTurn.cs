namespace TrainRecorder.Service.Archive;

/// <summary>Whoever puts something into the archive or takes it out waits for the turn: the disk is the limit, and so no two ever make the same file.</summary>
internal sealed class ArchiveTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn; dispose what is returned to give it on.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Mine(_turn);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Mine(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
