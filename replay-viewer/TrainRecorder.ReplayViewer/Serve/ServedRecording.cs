using TrainRecorder.Recording;
using TrainRecorder.Scene.Page;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>A recording that is served: opened when it is first asked for, and looked at again while it grows.</summary>
internal sealed class ServedRecording : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(400);

    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RecordingReader> _readers = [];
    private volatile Shown? _shown;
    private volatile string? _fault;
    private volatile TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _following = Task.CompletedTask;

    public ServedRecording(string path, TimeProvider time) => (Path, _time) = (path, time);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What addresses call it: the name of its file or folder, without the path to it.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)));

    /// <summary>It is a folder in which no epoch is yet.</summary>
    public bool MayComeYet => Directory.Exists(Path) && !Shelf.HoldsSegments(Path) && Shelf.SealedIn(Path) is null;

    /// <summary>What there is to see; opens the recording if it is not open yet.</summary>
    /// <exception cref="RecordingException">It is missing or damaged, or holds no epoch yet.</exception>
    public async Task<Shown> OpenAsync(CancellationToken cancellationToken)
    {
        if (_shown is { } known)
            return known;
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_shown is { } opened)
                return opened;
            Shown shown = await ReadAsync(cancellationToken).ConfigureAwait(false);
            _shown = shown;
            if (shown.Live)
                _following = FollowAsync(_stop.Token);
            return shown;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The sealed recording that a live one has become.</summary>
    /// <param name="live">What was shown of the live one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null if it was not sealed.</returns>
    public async Task<Shown?> SealedSinceAsync(Shown live, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_shown is { Live: false } known && !ReferenceEquals(known, live))
                return known;
            if (Place() == Path)
                return null;
            Shown shown = await ReadAsync(cancellationToken).ConfigureAwait(false);
            _shown = shown;
            Tell();
            return shown;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>What the list of recordings says of it.</summary>
    public async Task<PageEntry> EntryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_shown is { } shown)
                return new PageEntry(Name, shown.Source.History.Name, shown.Source.Run, shown.Source.History.Epochs.Count, shown.Live, Fault: null);
            using RecordingReader reader = await RecordingReader.OpenAsync(Place(), cancellationToken).ConfigureAwait(false);
            string title = reader.Manifest.Job?.Name is { Length: > 0 } name ? name : reader.Manifest.Run;
            return new PageEntry(Name, title, reader.Manifest.Run, reader.Epochs.Count, !reader.IsSealed, Fault: null);
        }
        catch (Exception error) when (error is RecordingException or IOException or UnauthorizedAccessException)
        {
            return new PageEntry(Name, Name, "", 0, Directory.Exists(Path), error.Message);
        }
    }

    /// <summary>What came after an epoch, as soon as something has come, or it is known that nothing more will come.</summary>
    /// <param name="after">The last epoch that is known.</param>
    /// <param name="fault">What is known to be wrong with what came; null if nothing.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PageGrowth> NextAsync(int after, string? fault, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource grown = _grown;
            Shown shown = await OpenAsync(cancellationToken).ConfigureAwait(false);
            if (shown.Source.History.Epochs[^1] > after || !shown.Live || _fault != fault)
                return PageGrowth.Of(shown.Source, shown.Ranges, after, shown.Live, _fault);
            await grown.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _readers.ForEach(reader => reader.Dispose());
        _stop.Dispose();
        _changing.Dispose();
    }

    /// <summary>The sealed file that a folder holds, or the path itself.</summary>
    private string Place() => Directory.Exists(Path) ? Shelf.SealedIn(Path) ?? Path : Path;

    private async Task<Shown> ReadAsync(CancellationToken cancellationToken)
    {
        RecordingReader reader = await RecordingReader.OpenAsync(Place(), cancellationToken).ConfigureAwait(false);
        _readers.Add(reader);
        PageSource source = await PageSource.OpenAsync(reader, cancellationToken).ConfigureAwait(false);
        PageRanges ranges = await PageRanges.ReadAsync(source, source.History.Epochs, cancellationToken).ConfigureAwait(false);
        return new Shown(reader, source, ranges, Live: !reader.IsSealed);
    }

    /// <summary>Looks again and again, until the recording is sealed. A look that fails, while segments are being replaced by the sealed file, is made again; one that fails twice is said.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(s_pause, _time);
        bool failed = false;
        while (_shown is { Live: true } shown)
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
                Shown? now = Place() != Path
                    ? await SealedSinceAsync(shown, cancellationToken).ConfigureAwait(false)
                    : await shown.RefreshAsync(cancellationToken).ConfigureAwait(false);
                failed = false;
                if (now is null && _fault is null)
                    continue;
                _shown = now ?? shown;
                _fault = null;
                Tell();
            }
            catch (Exception error) when (error is RecordingException or IOException or UnauthorizedAccessException)
            {
                if (failed && _fault != error.Message)
                {
                    _fault = error.Message;
                    Tell();
                }
                failed = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Tell() =>
        Interlocked.Exchange(ref _grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
