using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording.Tests.Samples;

/// <summary>The real disk, and somebody who is told of each operation before it is done.</summary>
internal sealed class ObservedFileSystem(Action<string> observe) : IFileSystem
{
    private readonly LocalFileSystem _disk = LocalFileSystem.Instance;

    public void CreateFolder(string path)
    {
        observe("create folder");
        _disk.CreateFolder(path);
    }

    public bool FolderExists(string path) => _disk.FolderExists(path);

    public IReadOnlyList<string> List(string folder)
    {
        observe("list");
        return _disk.List(folder);
    }

    public IFileWriter Create(string path)
    {
        observe("create");
        return new Writer(_disk.Create(path), observe);
    }

    public IFileReader OpenRead(string path)
    {
        observe("open");
        return _disk.OpenRead(path);
    }

    public void Rename(string from, string to, bool replace)
    {
        observe("rename");
        _disk.Rename(from, to, replace);
    }

    public void Delete(string path)
    {
        observe("delete");
        _disk.Delete(path);
    }

    public void SyncFolder(string path)
    {
        observe("sync folder");
        _disk.SyncFolder(path);
    }

    private sealed class Writer(IFileWriter file, Action<string> observe) : IFileWriter
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            observe("write");
            file.Write(bytes);
        }

        public void Sync()
        {
            observe("sync");
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
