namespace TrainRecorder.Service.Hosting;

/// <summary>Folders and files that only this user may enter.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder of mode 0700, on systems that have modes; one that is there is left as it is.</summary>
    public static void Make(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Mode);
    }

    /// <summary>Makes a folder in a place that others may write to, and closes it to them.</summary>
    /// <exception cref="UnauthorizedAccessException">It is there, and another user's or a link.</exception>
    public static void Claim(string path)
    {
        Make(path);
        if (OperatingSystem.IsWindows()) return;
        if (new DirectoryInfo(path).LinkTarget is not null) throw new UnauthorizedAccessException($"{path} is a link");
        // Only its owner may change the mode of a folder, so that this fails on somebody else's.
        File.SetUnixFileMode(path, Mode);
    }
}
