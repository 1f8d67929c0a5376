using System.Runtime.InteropServices;

namespace TrainRecorder.Worker.Files;

/// <summary>Writes a file so that it is wholly there or not there, also after a loss of power.</summary>
internal static partial class DurableFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes to a temporary name beside the file, syncs, renames over what is there, syncs the folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fill">Writes the contents.</param>
    /// <exception cref="IOException">The disk is full or broken; nothing is left under <paramref name="path"/> that was not there before.</exception>
    public static void Write(string path, Action<Stream> fill)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            {
                fill(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes the names in a folder durable. Windows has no such call: NTFS journals names itself.</summary>
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;

        const int ReadOnly = 0;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw new IOException($"cannot open the folder to sync it: {Marshal.GetLastPInvokeErrorMessage()}: {folder}");
        try
        {
            if (Sync(descriptor) != 0) throw new IOException($"cannot sync the folder: {Marshal.GetLastPInvokeErrorMessage()}: {folder}");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
