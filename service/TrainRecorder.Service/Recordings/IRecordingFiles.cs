using TrainRecorder.Recording;

namespace TrainRecorder.Service.Recordings;

/// <summary>What the service asks of the recording format. A seam, so that a disk that is full can be met in a test.</summary>
internal interface IRecordingFiles
{
    /// <summary>Joins segments into one final, verified file (<see cref="Sealer"/>).</summary>
    Task<SealedFile> SealAsync(IReadOnlyList<string> segments, string destination, CancellationToken cancellationToken);

    /// <summary>Reads a recording whole and says what is wrong with it (<see cref="Verifier"/>).</summary>
    Task<IReadOnlyList<string>> VerifyAsync(string path, CancellationToken cancellationToken);
}

/// <summary>The recordings of <see cref="Recording"/>.</summary>
internal sealed class RecordingFiles : IRecordingFiles
{
    /// <inheritdoc/>
    public Task<SealedFile> SealAsync(IReadOnlyList<string> segments, string destination, CancellationToken cancellationToken) =>
        Sealer.SealAsync(segments, destination, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> VerifyAsync(string path, CancellationToken cancellationToken) => Verifier.VerifyAsync(path, cancellationToken);
}
