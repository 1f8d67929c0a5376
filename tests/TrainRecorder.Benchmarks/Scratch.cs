namespace TrainRecorder.Benchmarks;

/// <summary>Folders for benchmarks, under the system's temporary folder; gone at the end.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("trainrecorder-benchmarks-").FullName;

    /// <summary>An empty folder of this name.</summary>
    public string Fresh(string name)
    {
        string path = System.IO.Path.Combine(Path, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Directory.CreateDirectory(path).FullName;
    }

    /// <summary>Removes what is in it: benchmarks that share an instance leave nothing for the next.</summary>
    public void Clear()
    {
        Directory.Delete(Path, recursive: true);
        Directory.CreateDirectory(Path);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
