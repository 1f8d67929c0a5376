using System.ComponentModel;
using System.Runtime.InteropServices;

namespace TrainRecorder.Service.Files;

/// <summary>Makes files appear whole, and stay through a loss of power.</summary>
internal static partial class DurableFile
{
    // O_RDONLY | O_CLOEXEC; the second differs between the systems.
    private const int OpenLinux = 0x80000;
    private const int OpenApple = 0x1000000;

    /// <summary>Gives a file that was written and flushed to the disk its final name.</summary>
    public static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    // .NET cannot sync a folder; without it the rename may be lost. Windows journals its names itself.
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, OperatingSystem.IsMacOS() ? OpenApple : OpenLinux);
        if (descriptor < 0) throw Error(folder);
        try
        {
            if (Sync(descriptor) != 0) throw Error(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Error(string folder)
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"The folder cannot be synced to disk: {cause.Message} ({folder})", cause);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
