using TrainRecorder.Recording;
using TrainRecorder.Service.Recordings;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Seals as the service does, or not at all, as the test says.</summary>
internal sealed class FailingFiles : IRecordingFiles
{
    private readonly RecordingFiles _real = new();

    public Exception? Fault { get; set; }

    public bool Hold { get; set; }

    public async Task<SealedFile> SealAsync(IReadOnlyList<string> segments, string destination, CancellationToken cancellationToken)
    {
        if (Hold) await Task.Delay(Timeout.Infinite, cancellationToken);
        return Fault is null ? await _real.SealAsync(segments, destination, cancellationToken) : throw Fault;
    }

    public Task<IReadOnlyList<string>> VerifyAsync(string path, CancellationToken cancellationToken) => _real.VerifyAsync(path, cancellationToken);
}
