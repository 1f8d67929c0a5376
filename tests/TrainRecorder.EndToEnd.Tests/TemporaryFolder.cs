namespace TrainRecorder.EndToEnd.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("trainrecorder-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Removes it, in several tries: a process that has just been ended may still be closing files in it.</summary>
    public void Dispose() => Assert.True(SpinWait.SpinUntil(TryRemove, TimeSpan.FromSeconds(10)), "Something still holds " + Path);

    private bool TryRemove()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(Path);
        }
    }
}
