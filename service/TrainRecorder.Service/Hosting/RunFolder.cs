using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Service.Logs;

namespace TrainRecorder.Service.Hosting;

/// <summary>The folder of a run: segments and states of the worker, its log, the sealed recording.</summary>
/// <param name="Id">The run's.</param>
/// <param name="Root">Its path.</param>
internal sealed record RunFolder(string Id, string Root)
{
    /// <summary>The sealed recording.</summary>
    public string Sealed => Path.Combine(Root, $"{Id}.parquet");

    /// <summary>A file in it, by a name that was checked.</summary>
    public string File(string name) => Path.Combine(Root, name);

    /// <summary>Makes it, so that it is there after a loss of power as what is committed in it is.</summary>
    public void Make()
    {
        if (Directory.Exists(Root)) return;
        PrivateFolder.Make(Root);
        FolderSync.Sync(Path.GetDirectoryName(Root)!);
    }

    /// <summary>
    /// Removes every file but the named ones, the logs and the sealed recording: what an attempt that is over left behind.
    /// </summary>
    public void Sweep(IReadOnlySet<string> keep)
    {
        if (!Directory.Exists(Root)) return;
        foreach (var path in Directory.EnumerateFiles(Root))
        {
            if (LogFile.TryParse(path) is null && path != Sealed && !keep.Contains(Path.GetFileName(path))) System.IO.File.Delete(path);
        }
    }
}
