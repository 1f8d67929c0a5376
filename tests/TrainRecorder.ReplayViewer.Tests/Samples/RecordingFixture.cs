using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Samples;

/// <summary>A run of six epochs of the digits, sealed and live.</summary>
public sealed class RecordingFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Sealed => _folder["digits.parquet"];

    public string Live => _folder["digits"];

    public async ValueTask InitializeAsync()
    {
        SyntheticRun run = SyntheticRun.Digits(epochs: 5);
        await SyntheticRecording.WriteSealedAsync(run, Sealed);
        await SyntheticRecording.WriteLiveAsync(run, Live);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
