using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>The log of a run's workers: two files of half the limit each; when the newer is full it takes the place of the older.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="limit">Bytes of both files together.</param>
internal sealed class WorkerLog(RunFolder folder, long limit) : IDisposable
{
    private readonly Lock _lock = new();
    private FileStream? _file;
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
                _file ??= Open();
                if (_file.Length > 0 && _file.Length + printed.Length > limit / 2) Roll();
                _file.Write(printed);
                _file.Flush();
                return null;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                _failed = true;
                return fault;
            }
        }
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

    private FileStream Open() => new(folder.Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    private void Roll()
    {
        _file!.Dispose();
        File.Move(folder.Log, folder.OlderLog, overwrite: true);
        _file = Open();
    }
}
