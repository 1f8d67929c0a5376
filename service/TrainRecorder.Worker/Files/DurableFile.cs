using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Worker.Files;

/// <summary>Writes a file so that it is wholly there or not there, also after a loss of power.</summary>
internal static class DurableFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes to a temporary name beside the file; then syncs, renames over what is there, syncs the folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fill">Writes the contents.</param>
    /// <returns>What is still to be waited for, the disk: the contents are written when the call returns.</returns>
    /// <exception cref="IOException">The disk is full or broken; nothing is left under <paramref name="path"/> that was not there before.</exception>
    public static async Task WriteAsync(string path, Action<Stream> fill)
    {
        var temporary = path + ".tmp";
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            {
                fill(stream);
                await Task.Run(() => stream.Flush(flushToDisk: true)).ConfigureAwait(false);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FolderSync.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
