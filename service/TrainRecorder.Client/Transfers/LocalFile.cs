namespace TrainRecorder.Client.Transfers;

/// <summary>A file of the caller's that is to be sent.</summary>
internal static class LocalFile
{
    private const int LongestDisplayName = 255;

    /// <summary>Opens it.</summary>
    /// <exception cref="CommandFailedException">It is not there or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw new CommandFailedException(ExitCode.Usage, $"{path} is a folder");
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"there is no file {path}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"the file cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>A name as the service takes it.</summary>
    public static string Shorten(string displayName) => displayName.Length > LongestDisplayName ? displayName[..LongestDisplayName] : displayName;
}
