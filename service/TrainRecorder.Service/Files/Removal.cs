namespace TrainRecorder.Service.Files;

/// <summary>Removes files that no longer count. What cannot be removed now is logged, and removed at the next start.</summary>
internal static class Removal
{
    /// <summary>Gives a file or a folder that no longer counts another name, at once, by which nobody looks for it; then it can be removed at leisure.</summary>
    /// <param name="path">What it is called.</param>
    /// <param name="folder">Where it goes; the next start removes what it finds there and does not know.</param>
    /// <param name="logger">Is told if that cannot be done.</param>
    /// <returns>Its path from now on; null if it was not there or could not be moved.</returns>
    public static string? SetAside(string path, string folder, ILogger logger)
    {
        var aside = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            if (Directory.Exists(path)) Directory.Move(path, aside);
            else if (System.IO.File.Exists(path)) System.IO.File.Move(path, aside);
            else return null;
            return aside;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogMessages.FileNotRemoved(logger, fault);
            return null;
        }
    }

    /// <summary>Removes a folder with what is in it.</summary>
    /// <returns>Bytes of the files that were removed.</returns>
    public static long Folder(string path, ILogger logger)
    {
        if (!Directory.Exists(path)) return 0;
        var freed = Directory.EnumerateFiles(path).Sum(file => File(file, logger));
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogMessages.FileNotRemoved(logger, fault);
        }

        return freed;
    }

    /// <summary>Removes a file.</summary>
    /// <returns>Its bytes; 0 if it was not there or could not be removed.</returns>
    public static long File(string path, ILogger logger)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return 0;
            var size = file.Length;
            file.Delete();
            return size;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogMessages.FileNotRemoved(logger, fault);
            return 0;
        }
    }
}
