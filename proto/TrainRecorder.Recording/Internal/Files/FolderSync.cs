using System.ComponentModel;
using System.Runtime.InteropServices;

namespace TrainRecorder.Recording.Internal.Files;

/// <summary>fsync of a folder, which .NET does not offer: without it a rename may be lost with the power.</summary>
internal static partial class FolderSync
{
    // O_RDONLY | O_CLOEXEC; the second differs between the systems.
    private const int OpenLinux = 0x80000;
    private const int OpenApple = 0x1000000;

    public static void Sync(string folder)
    {
        // Windows journals its names itself and does not open folders for this.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, OperatingSystem.IsMacOS() ? OpenApple : OpenLinux);
        if (descriptor < 0)
        {
            throw Error(folder);
        }

        try
        {
            if (FSync(descriptor) != 0)
            {
                throw Error(folder);
            }
        }
        finally
        {
            // Nothing was written through it, so there is nothing that closing could lose.
            _ = Close(descriptor);
        }
    }

    private static IOException Error(string folder)
    {
        Win32Exception cause = new(Marshal.GetLastPInvokeError());
        return new IOException($"The folder cannot be synced to disk: {cause.Message} ({folder})", cause);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
