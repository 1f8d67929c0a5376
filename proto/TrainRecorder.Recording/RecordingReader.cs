using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>The epochs in a recording or wanted from it, both ends inclusive.</summary>
public readonly record struct EpochRange(int First, int Last);

/// <summary>Reads a recording: a sealed file, a live folder, or a folder whose writer is gone.</summary>
/// <remarks>Safe for several threads. Opening reads footers only; a read touches only the column chunks asked for, and checks their checksums.</remarks>
public sealed class RecordingReader : IDisposable
{
    /// <summary>Opens a file or a folder.</summary>
    /// <exception cref="RecordingException">It is not a recording, or a damaged, truncated or newer one; says what and where.</exception>
    public static Task<RecordingReader> OpenAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>What the recording says of itself.</summary>
    public Manifest Manifest => throw new NotImplementedException();

    /// <summary>The columns.</summary>
    public RecordingSchema Schema => throw new NotImplementedException();

    /// <summary>The recording is one final file.</summary>
    public bool IsSealed => throw new NotImplementedException();

    /// <summary>The epochs in it, in order.</summary>
    public IReadOnlyList<int> Epochs => throw new NotImplementedException();

    /// <summary>Looks for epochs that were added to a folder since; true if there are more.</summary>
    public Task<bool> RefreshAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>A scalar column (<c>step</c>, <c>train.loss</c> …) over all epochs, in the order of <see cref="Epochs"/>; NaN where it is null.</summary>
    public Task<double[]> ReadScalarsAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>A <c>list&lt;float&gt;</c> column at one epoch, row-major; null where it was not recorded.</summary>
    public Task<float[]?> ReadFloatsAsync(string path, int epoch, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>A <c>list&lt;double&gt;</c> column at one epoch; null where it was not recorded.</summary>
    public Task<double[]?> ReadDoublesAsync(string path, int epoch, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>A <c>list&lt;int64&gt;</c> column at one epoch; null where it was not recorded.</summary>
    public Task<long[]?> ReadIntegersAsync(string path, int epoch, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>The findings at one epoch as JSON, or null.</summary>
    public Task<string?> ReadFindingsAsync(int epoch, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>A <c>list&lt;float&gt;</c> column over a range of epochs, one at a time, in order; values null where it was not recorded.</summary>
    public IAsyncEnumerable<(int Epoch, float[]? Values)> ReadFloatsAsync(string path, EpochRange range, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
