using TrainRecorder.Service.Files;

namespace TrainRecorder.Service.Hosting;

/// <summary>Files that only this user may read.</summary>
internal static class PrivateFile
{
    /// <summary>Puts a file of mode 0600, on systems that have modes, in the place of what was there: wholly or not at all.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        // Never written through a file that somebody else made, nor for a moment with a wider mode.
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        DurableFile.Publish(temporary, path);
    }
}
