namespace TrainRecorder.Service.Hosting;

/// <summary>What a service that was killed left half done.</summary>
internal static class LeftOvers
{
    /// <summary>Removes it. Call before anything is taken in.</summary>
    public static void Remove(DataFolder data)
    {
        foreach (var upload in Directory.EnumerateFiles(data.Incoming)) File.Delete(upload);
        foreach (var copy in Directory.EnumerateFiles(data.Archives, "*.tmp")) File.Delete(copy);
    }
}
