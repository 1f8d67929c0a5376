namespace TrainRecorder.EndToEnd.Tests.OtherLanguages;

/// <summary>One service for all clients of other languages, with short limits where they wait for one.</summary>
public sealed class ForeignService : IAsyncLifetime
{
    internal TemporaryFolder Folder { get; } = new();

    internal ServiceProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Process = await ServiceProcess.StartAsync(Folder, settings: ["--upload-idle", "10s", "--cancel-grace", "2s", "--max-running", "2"]);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Folder.Dispose();
    }
}
