namespace TrainRecorder.Scene.Tests.Recordings;

/// <summary>A known recording of 26 epochs with gradients, for tests that only read.</summary>
public sealed class KnownRecordingFixture : IAsyncLifetime
{
    private KnownRecording? _recording;

    public KnownRecording Recording => _recording ?? throw new InvalidOperationException("not written yet");

    public async ValueTask InitializeAsync() => _recording = await KnownRecording.WriteAsync(25, gradients: true);

    public ValueTask DisposeAsync()
    {
        _recording?.Dispose();
        return ValueTask.CompletedTask;
    }
}
