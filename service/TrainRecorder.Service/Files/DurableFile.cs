using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Service.Files;

/// <summary>Makes files appear whole, and stay through a loss of power.</summary>
internal static class DurableFile
{
    /// <summary>Gives a file that was written and flushed to the disk its final name.</summary>
    public static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(path)!);
    }
}
