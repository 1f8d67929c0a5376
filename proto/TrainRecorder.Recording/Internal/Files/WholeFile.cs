namespace TrainRecorder.Recording.Internal.Files;

/// <summary>A file that is there whole or not at all: it gets its name when it is written and synced. One that had the name stays until then.</summary>
internal static class WholeFile
{
    /// <param name="temporary">Its name until then, in the same folder. After a fault nothing is left of it, if the disk lets it go.</param>
    /// <param name="destination">Its name.</param>
    /// <param name="files">The disk.</param>
    /// <param name="write">Writes all of it by its temporary name, and syncs it.</param>
    public static void Write(string temporary, string destination, IFileSystem files, Action write)
    {
        try
        {
            write();
            files.Rename(temporary, destination, replace: true);
        }
        catch
        {
            Remove(temporary, files);
            throw;
        }

        files.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(destination))!);
    }

    private static void Remove(string temporary, IFileSystem files)
    {
        try
        {
            files.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The fault under way is the one to tell of.
        }
    }
}
