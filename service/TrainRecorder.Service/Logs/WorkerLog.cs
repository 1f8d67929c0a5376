using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Logs;

/// <summary>The log of a run's workers: two files of half the limit each; when the newer is full the older goes and the next begins.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="limit">Bytes of both files together.</param>
/// <param name="written">Called after something was written.</param>
internal sealed class WorkerLog(RunFolder folder, long limit, Action written) : IDisposable
{
    private readonly Lock _lock = new();
    private FileStream? _file;
    private LogFile? _current;
    private bool _closed;
    private bool _failed;

    /// <summary>Appends what a worker printed.</summary>
    /// <returns>The fault, once, if the log cannot be written; nothing is written afterwards.</returns>
    public Exception? Append(ReadOnlySpan<byte> printed)
    {
        lock (_lock)
        {
            if (_failed || _closed) return null;
            try
            {
                _file ??= Open(LogFile.In(folder).LastOrDefault() ?? LogFile.At(folder, 0));
                if (_file.Length > 0 && _file.Length + printed.Length > limit / 2) Roll();
                _file.Write(printed);
                _file.Flush();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                _failed = true;
                return fault;
            }
        }

        written();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _file?.Dispose();
            _file = null;
        }
    }

    private FileStream Open(LogFile file)
    {
        _current = file;
        return new FileStream(file.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private void Roll()
    {
        var next = LogFile.At(folder, _current!.Start + _file!.Length);
        _file.Dispose();
        foreach (var older in LogFile.In(folder).Where(file => file.Start < _current.Start)) File.Delete(older.Path);
        _file = Open(next);
    }
}
