namespace TrainRecorder.Service.Files;

/// <summary>Room on the disk.</summary>
internal static class DiskSpace
{
    private const int Enospc = 28;
    private const int Edquot = 122;
    private const int ErrorDiskFull = 0x70;
    private const int ErrorHandleDiskFull = 0x27;

    /// <summary>Bytes that this user may still write where a folder is.</summary>
    public static long Free(string folder) => Drive(folder).AvailableFreeSpace;

    /// <summary>Bytes of the whole disk where a folder is.</summary>
    public static long Total(string folder) => Drive(folder).TotalSize;

    /// <summary>The fault says that the disk is full.</summary>
    public static bool IsFull(Exception fault)
    {
        var code = fault.HResult & 0xFFFF;
        return OperatingSystem.IsWindows() ? code is ErrorDiskFull or ErrorHandleDiskFull : fault.HResult is Enospc or Edquot;
    }

    private static DriveInfo Drive(string folder) => new(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder);
}
