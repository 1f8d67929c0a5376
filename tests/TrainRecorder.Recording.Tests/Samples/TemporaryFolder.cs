namespace TrainRecorder.Recording.Tests.Samples;

/// <summary>A folder that is gone when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("trainrecorder-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string[] Names() => [.. Directory.GetFiles(Path).Select(path => System.IO.Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
