using Microsoft.Win32.SafeHandles;

namespace TrainRecorder.Recording.Internal.Files;

/// <summary>The disk of this machine.</summary>
internal sealed class LocalFileSystem : IFileSystem
{
    public static LocalFileSystem Instance { get; } = new();

    public void CreateFolder(string path)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return;
        }

        string? parent = Path.GetDirectoryName(full);
        if (parent is not null)
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(full);
        if (parent is not null)
        {
            SyncFolder(parent);
        }
    }

    public bool FolderExists(string path) => Directory.Exists(path);

    public IReadOnlyList<string> List(string folder) => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))];

    public IFileWriter Create(string path) => new Writer(path);

    public IFileReader OpenRead(string path) => new Reader(path);

    public void Rename(string from, string to, bool replace) => File.Move(from, to, replace);

    public void Delete(string path) => File.Delete(path);

    public void SyncFolder(string path) => FolderSync.Sync(path);

    private sealed class Writer(string path) : IFileWriter
    {
        // Whoever writes gathers small pieces himself.
        private readonly FileStream _stream = new(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);

        public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

        public void Sync() => _stream.Flush(flushToDisk: true);

        public void Dispose() => _stream.Dispose();
    }

    private sealed class Reader(string path) : IFileReader
    {
        private readonly SafeFileHandle _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);

        public long Length => RandomAccess.GetLength(_handle);

        public void Read(long offset, Span<byte> destination)
        {
            while (!destination.IsEmpty)
            {
                int count = RandomAccess.Read(_handle, destination, offset);
                if (count == 0)
                {
                    throw new EndOfStreamException($"The file ends at byte {offset}.");
                }

                destination = destination[count..];
                offset += count;
            }
        }

        public void Dispose() => _handle.Dispose();
    }
}
