using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>A disk whose first operation of a kind does not return until it is told to.</summary>
internal sealed class BlockedDisk(BlockedOperation operation) : IFileSystem, IDisposable
{
    private readonly MemoryFileSystem _disk = new();
    private readonly ManualResetEventSlim _goOn = new();
    private readonly TaskCompletionSource _isBlocked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody waits for the disk.</summary>
    public Task IsBlocked => _isBlocked.Task;

    public void GoOn() => _goOn.Set();

    public void CreateFolder(string path) => _disk.CreateFolder(path);

    public bool FolderExists(string path) => _disk.FolderExists(path);

    public IReadOnlyList<string> List(string folder) => _disk.List(folder);

    public IFileWriter Create(string path)
    {
        Pass(BlockedOperation.Create);
        return new Writer(this, _disk.Create(path));
    }

    public IFileReader OpenRead(string path) => _disk.OpenRead(path);

    public void Rename(string from, string to, bool replace)
    {
        Pass(BlockedOperation.Rename);
        _disk.Rename(from, to, replace);
    }

    public void Delete(string path) => _disk.Delete(path);

    public void SyncFolder(string path)
    {
        Pass(BlockedOperation.SyncFolder);
        _disk.SyncFolder(path);
    }

    public void Dispose() => _goOn.Dispose();

    private void Pass(BlockedOperation now)
    {
        if (now == operation)
        {
            _isBlocked.TrySetResult();
            Assert.True(_goOn.Wait(Waiting.Patience));
        }
    }

    private sealed class Writer(BlockedDisk disk, IFileWriter file) : IFileWriter
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            disk.Pass(BlockedOperation.Write);
            file.Write(bytes);
        }

        public void Sync()
        {
            disk.Pass(BlockedOperation.Sync);
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}

public enum BlockedOperation
{
    Create,
    Write,
    Sync,
    Rename,
    SyncFolder,
}
