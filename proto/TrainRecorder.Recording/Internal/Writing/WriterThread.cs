using System.Runtime.ExceptionServices;

namespace TrainRecorder.Recording.Internal.Writing;

/// <summary>The thread between the caller, who fills rows, and the disk. It alone touches the segments.</summary>
internal sealed class WriterThread : IAsyncDisposable
{
    private readonly RecordingSchema _schema;
    private readonly SegmentWriter _segments;
    private readonly WriterOptions _options;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guards everything below but what the comment says belongs to the thread. Monitor, for it can wait.
    private readonly object _gate = new();
    private readonly Queue<EpochRow> _queue = new();
    private readonly Stack<EpochRow> _free = new();
    private readonly HashSet<EpochRow> _rented = [];
    private ExceptionDispatchInfo? _fault;
    private bool _isCompleting;
    private bool _isComplete;
    private bool _isStopping;
    private bool _isAged;
    private int _underWay;

    // The thread's own: the last row of the segment under way, which its callback gets, when the segment was begun, and whether all that is to be recorded has been.
    private EpochRow? _last;
    private long _opened;
    private bool _isPastLast;

    // Set by the thread, read by anybody.
    private volatile bool _isWorking;

    public WriterThread(RecordingSchema schema, SegmentWriter segments, WriterOptions options)
    {
        _schema = schema;
        _segments = segments;
        _options = options;
        _timer = options.TimeProvider.CreateTimer(_ => Age(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Run) { IsBackground = true, Name = "TrainRecorder recording" }.Start();
    }

    public bool IsWorking => _isWorking;

    public EpochRow Rent(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => Wake(), null);
        lock (_gate)
        {
            while (true)
            {
                CheckUsable();
                cancellationToken.ThrowIfCancellationRequested();
                if (_underWay < _options.BufferedRows)
                {
                    _underWay++;
                    EpochRow row = _free.TryPop(out EpochRow? free) ? free : new EpochRow(_schema);
                    _rented.Add(row);
                    return row;
                }

                Monitor.Wait(_gate);
            }
        }
    }

    public void Write(EpochRow row)
    {
        lock (_gate)
        {
            CheckUsable();
            if (!_rented.Remove(row))
            {
                throw new ArgumentException("The row was not rented from this writer, or has been written already.", nameof(row));
            }

            _queue.Enqueue(row);
            Monitor.PulseAll(_gate);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _fault?.Throw();
            ObjectDisposedException.ThrowIf(_isStopping && !_isComplete, typeof(RecordingWriter));
            _isCompleting = true;
            Monitor.PulseAll(_gate);
        }

        await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _fault?.Throw();
            ObjectDisposedException.ThrowIf(!_isComplete, typeof(RecordingWriter));
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return;
            }

            _isStopping = true;
            Monitor.PulseAll(_gate);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        _segments.Dispose();
        _stop.Dispose();
    }

    private void CheckUsable()
    {
        _fault?.Throw();
        ObjectDisposedException.ThrowIf(_isStopping, typeof(RecordingWriter));
        if (_isCompleting)
        {
            throw new InvalidOperationException("The recording is complete: nothing can be written any more.");
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private void Age()
    {
        lock (_gate)
        {
            _isAged = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        ThreadNiceness.GiveWay();
        try
        {
            while (Next(out EpochRow? row, out bool isEnd))
            {
                if (row is not null)
                {
                    _isWorking = true;
                    Add(row);
                    _isWorking = false;
                }

                if (_segments.RawBytes > 0 && (isEnd || _segments.RawBytes >= _options.SegmentBytes || IsAged()))
                {
                    Close();
                }

                if (isEnd)
                {
                    lock (_gate)
                    {
                        _isComplete = true;
                    }

                    return;
                }
            }

            _segments.Drop();
        }
        catch (Exception e)
        {
            Fail(e);
        }
        finally
        {
            _isWorking = false;
            _ended.SetResult();
        }
    }

    /// <summary>Waits for something to do; false if the writer is to stop.</summary>
    private bool Next(out EpochRow? row, out bool isEnd)
    {
        lock (_gate)
        {
            row = null;
            while (!_isStopping && !_queue.TryDequeue(out row) && !_isCompleting && !(_isAged && _last is not null))
            {
                Monitor.Wait(_gate);
            }

            isEnd = _isCompleting && _queue.Count == 0;
            return !_isStopping;
        }
    }

    private void Add(EpochRow row)
    {
        if (_isPastLast)
        {
            Recycle(row);
            Release();
            return;
        }

        _options.BeforeWrite?.Invoke(row);
        row.DropWhatIsNotDue();
        _isPastLast = row.IsLast;
        if (_last is null)
        {
            _opened = _options.TimeProvider.GetTimestamp();
            lock (_gate)
            {
                _isAged = false;
            }

            _timer.Change(_options.SegmentAge, Timeout.InfiniteTimeSpan);
        }

        _segments.Add(row);
        Recycle(_last);
        _last = row;
        Release();
    }

    /// <summary>A row is no longer under way: another can be rented.</summary>
    private void Release()
    {
        lock (_gate)
        {
            _underWay--;
            Monitor.PulseAll(_gate);
        }
    }

    private void Close()
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _isWorking = true;
        _segments.Flush();
        _isWorking = false;
        Segment segment = _segments.Close();
        if (_options.SegmentClosed is { } closed)
        {
            _isWorking = true;
            ValueTask closing = closed(segment, _last!, _stop.Token);
            _isWorking = false;
            // The thread is the writer's own, so waiting holds up nobody but the rows behind.
            closing.AsTask().GetAwaiter().GetResult();
        }

        Recycle(_last);
        _last = null;
    }

    private bool IsAged()
    {
        lock (_gate)
        {
            return _isAged || _options.TimeProvider.GetElapsedTime(_opened) >= _options.SegmentAge;
        }
    }

    private void Recycle(EpochRow? row)
    {
        if (row is null)
        {
            return;
        }

        row.Reset();
        lock (_gate)
        {
            _free.Push(row);
        }
    }

    private void Fail(Exception fault)
    {
        try
        {
            _segments.Drop();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The caller learns of the first fault. A temporary file that stays is ignored by readers, and removed by the next attempt.
        }

        lock (_gate)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
            Monitor.PulseAll(_gate);
        }
    }
}
