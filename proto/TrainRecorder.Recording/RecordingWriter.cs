using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>A closed segment: a complete Parquet file in the folder of a live recording.</summary>
/// <param name="File">Its name in the folder: <c>&lt;first&gt;-&lt;last&gt;.a&lt;attempt&gt;.parquet</c>.</param>
/// <param name="FirstEpoch">The first epoch in it.</param>
/// <param name="LastEpoch">The last epoch in it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
public sealed record Segment(string File, int FirstEpoch, int LastEpoch, long Size, string Sha256);

/// <summary>How a recording is written.</summary>
public sealed class WriterOptions
{
    /// <summary>The number of the attempt, part of every segment's name. Default: 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>A segment closes at this many raw bytes. Default: 8 MiB.</summary>
    public long SegmentBytes { get; init; } = 8 << 20;

    /// <summary>A segment closes when its first row is this old. Default: one second.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rows under way at once between the caller and the disk. Default: 4.</summary>
    public int BufferedRows { get; init; } = 4;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called on the writer's thread for every row before it is encoded, in order: the place for work that the caller's thread need not do.</summary>
    public Action<EpochRow>? BeforeWrite { get; init; }

    /// <summary>Called on the writer's thread when a segment is on disk, whole and synced, in order; the row is the segment's last one. The next segment is not named before it returns.</summary>
    public Func<Segment, EpochRow, CancellationToken, ValueTask>? SegmentClosed { get; init; }
}

/// <summary>Writes a live recording: a folder of segments, each a complete Parquet file.</summary>
/// <remarks>
/// The caller's thread fills rows; encoding, compression and the disk happen on a thread of the writer's own. A fault
/// there (a full disk, an exception of a callback) is thrown from the next call of any method, and again from every later one.
/// </remarks>
public sealed class RecordingWriter : IAsyncDisposable
{
    /// <summary>Opens a folder for writing; it is made if it is not there. Segments of the same folder stay as they are.</summary>
    public static RecordingWriter Create(string folder, Manifest manifest, WriterOptions? options = null) => throw new NotImplementedException();

    /// <summary>The columns.</summary>
    public RecordingSchema Schema => throw new NotImplementedException();

    /// <summary>An empty row; waits while <see cref="WriterOptions.BufferedRows"/> rows are under way.</summary>
    public EpochRow Rent(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Hands a row over to be written. The row must not be touched afterwards.</summary>
    public void Write(EpochRow row) => throw new NotImplementedException();

    /// <summary>Writes what is under way and closes the last segment. Nothing can be written afterwards.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Stops. What is not in a closed segment is dropped; complete first to keep it.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
