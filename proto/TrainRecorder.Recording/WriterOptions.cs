using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording;

/// <summary>How a recording is written.</summary>
public sealed class WriterOptions
{
    /// <summary>The number of the attempt, part of every segment's name. Default: 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>A segment closes at this many raw bytes. Default: 32 MiB.</summary>
    public long SegmentBytes { get; init; } = 32 << 20;

    /// <summary>A segment closes when its first row is this old. Default: one second.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rows under way at once between the caller and the disk. Default: 4.</summary>
    public int BufferedRows { get; init; } = 4;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called on the writer's thread for every row before it is encoded, in order: the place for work that the caller's thread need not do.</summary>
    public Action<EpochRow>? BeforeWrite { get; init; }

    /// <summary>
    /// Called on the writer's thread when a segment is on disk, whole and synced, in order; the row is the segment's last one. The next segment is not named before
    /// what it returns has ended. Until it returns it counts as work (<see cref="RecordingWriter.IsWorking"/>): let it await the disk and others.
    /// </summary>
    public Func<Segment, EpochRow, CancellationToken, ValueTask>? SegmentClosed { get; init; }

    internal IFileSystem FileSystem { get; init; } = LocalFileSystem.Instance;
}
