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

    /// <summary>Removes it. A benchmark that shares its instance with the next one may do so each time: <see cref="Fresh"/> makes it again.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
