namespace TrainRecorder.Worker.Tests.Infrastructure;

/// <summary>A folder with a short path, since a socket's may have 108 bytes at most; goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tr-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
