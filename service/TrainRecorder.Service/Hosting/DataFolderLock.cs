namespace TrainRecorder.Service.Hosting;

/// <summary>Holds a data folder for one service. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="StartRefusedException">Another service has it.</exception>
    public static DataFolderLock Take(DataFolder folder)
    {
        try
        {
            return new DataFolderLock(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StartRefusedException($"The data folder {folder.Root} cannot be locked: {fault.Message}");
        }
        catch (IOException)
        {
            throw new StartRefusedException($"Another service uses the data folder {folder.Root}.");
        }
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => _file.Dispose();
}
