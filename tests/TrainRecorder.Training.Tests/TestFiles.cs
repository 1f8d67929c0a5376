using System.Security.Cryptography;
using System.Text;

namespace TrainRecorder.Training.Tests;

/// <summary>A file that is removed with the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public TemporaryFile(string text) : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"trainrecorder-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Path);
}

/// <summary>The real data sets beside the tests.</summary>
internal static class DataFiles
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "data", name);

    /// <summary>The name under which the service would hold a file.</summary>
    public static string DatasetName(string path) => "datasets/" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
