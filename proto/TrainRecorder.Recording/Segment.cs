using TrainRecorder.Recording.Internal;

namespace TrainRecorder.Recording;

/// <summary>A closed segment: a complete Parquet file in the folder of a live recording.</summary>
/// <param name="File">Its name in the folder: <c>&lt;first&gt;-&lt;last&gt;.a&lt;attempt&gt;.parquet</c>.</param>
/// <param name="FirstEpoch">The first epoch in it.</param>
/// <param name="LastEpoch">The last epoch in it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
public sealed record Segment(string File, int FirstEpoch, int LastEpoch, long Size, string Sha256)
{
    /// <summary>How long its first epoch waited, from <see cref="RecordingWriter.Write"/> until the segment was on disk.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>A file of this name is a segment, by the rule for <see cref="File"/>; any other <c>.parquet</c> may be a sealed recording.</summary>
    /// <param name="file">The name, without a path.</param>
    public static bool IsName(string file) => SegmentName.TryParse(file) is not null;
}
