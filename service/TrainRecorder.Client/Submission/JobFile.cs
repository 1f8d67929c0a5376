using TrainRecorder.Client.Jobs;

namespace TrainRecorder.Client.Submission;

/// <summary>A job file on disk.</summary>
internal static class JobFile
{
    /// <summary>The service takes no larger job.</summary>
    private const long LargestBytes = 1 << 20;

    /// <summary>Reads it.</summary>
    /// <exception cref="CommandFailedException">It is not there, cannot be read, or is too large to be a job.</exception>
    public static JobReading Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > LargestBytes) throw new CommandFailedException(ExitCode.Bad, $"{path} is larger than a job may be (1 MiB)");
            var text = new byte[file.Length];
            file.ReadExactly(text);
            return JobReader.Read(text);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"there is no job file {path}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"the job file cannot be read: {unreadable.Message}");
        }
    }
}
