using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>Writes a file whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Whether a file can be there.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="UsageException">There is no such folder, or it is a folder.</exception>
    public static string Check(string path)
    {
        if (path.Length == 0)
            throw new UsageException("--output must name a file");
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new UsageException($"'{path}' is a folder, not a file");
        if (!Directory.Exists(folder))
            throw new UsageException($"the folder '{folder}' does not exist");
        return Directory.Exists(full) ? throw new UsageException($"'{path}' is a folder, not a file") : full;
    }

    /// <summary>Writes under a temporary name beside the file, syncs, renames, and syncs the folder; an existing file is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content; the stream can seek.</param>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static Task WriteAsync(string path, Func<Stream, Task> write) => WriteByAsync(path, async temporary =>
    {
        FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite);
        await using (stream.ConfigureAwait(false))
            await write(stream).ConfigureAwait(false);
    });

    /// <summary>Lets something write under a temporary name beside the file, syncs, renames, and syncs the folder; an existing file is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the file of the name it is given.</param>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static async Task WriteByAsync(string path, Func<string, Task> write)
    {
        string full = Check(path), folder = Path.GetDirectoryName(full)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            await write(temporary).ConfigureAwait(false);
            using (FileStream stream = new(temporary, FileMode.Open, FileAccess.ReadWrite))
                stream.Flush(flushToDisk: true);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        FolderSync.Sync(folder);
    }
}
