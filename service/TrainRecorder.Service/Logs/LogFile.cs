using System.Globalization;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Logs;

/// <summary>A file of a run's log, <c>worker-&lt;offset of its first byte&gt;.log</c>.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Start">The offset of its first byte, since the run began to print.</param>
internal sealed record LogFile(string Path, long Start)
{
    private const string Prefix = "worker-";
    private const string Suffix = ".log";

    /// <summary>The files of a run's log that are kept, in order.</summary>
    public static List<LogFile> In(RunFolder folder)
    {
        if (!Directory.Exists(folder.Root)) return [];
        return [.. Directory.EnumerateFiles(folder.Root, $"{Prefix}*{Suffix}").Select(TryParse).OfType<LogFile>().OrderBy(file => file.Start)];
    }

    /// <summary>The file that begins at an offset.</summary>
    public static LogFile At(RunFolder folder, long start) => new(folder.File(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{start}{Suffix}")), start);

    /// <summary>The file of a path; null if its name is no log's.</summary>
    public static LogFile? TryParse(string path)
    {
        var name = System.IO.Path.GetFileName(path.AsSpan());
        return name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
            && long.TryParse(name[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new LogFile(path, start)
            : null;
    }
}
