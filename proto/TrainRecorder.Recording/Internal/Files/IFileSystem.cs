namespace TrainRecorder.Recording.Internal.Files;

/// <summary>What a recording needs of a disk. The seam where tests put faults.</summary>
internal interface IFileSystem
{
    /// <summary>Makes a folder and those above it, and syncs the one that holds it.</summary>
    void CreateFolder(string path);

    bool FolderExists(string path);

    /// <summary>Names of the files in a folder.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Makes a file for writing; one that is there is replaced.</summary>
    IFileWriter Create(string path);

    IFileReader OpenRead(string path);

    /// <exception cref="IOException">There is a file of the new name, and it may not be replaced.</exception>
    void Rename(string from, string to, bool replace);

    void Delete(string path);

    /// <summary>Makes renames in a folder survive a loss of power.</summary>
    void SyncFolder(string path);
}

/// <summary>A file being written, from its beginning to its end.</summary>
internal interface IFileWriter : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything written is on the disk.</summary>
    void Sync();
}

/// <summary>A file to read from. Safe for several threads.</summary>
internal interface IFileReader : IDisposable
{
    long Length { get; }

    /// <summary>Fills the span from an offset on.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    void Read(long offset, Span<byte> destination);
}
