namespace TrainRecorder.Recording.Internal;

/// <summary>The bounds that the format sets (SPECIFICATION.md, "Limits"). A file that goes beyond one of them is refused before memory is taken for it.</summary>
internal static class Limits
{
    /// <summary>The version of the format that is written, and the newest that is read.</summary>
    public const int FormatVersion = 1;

    /// <summary>A row group of several rows holds at most this many raw bytes.</summary>
    public const int GroupBytes = 4 << 20;

    /// <summary>What a row counts beside its lists and texts; so a row group holds at most 65,536 rows.</summary>
    public const int RowBytes = 64;

    public const int GroupRows = GroupBytes / RowBytes;

    /// <summary>Values of one tensor: 1 GiB of floats.</summary>
    public const int TensorValues = 1 << 28;

    /// <summary>UTF-8 bytes of one text.</summary>
    public const int TextBytes = 16 << 20;

    public const int ManifestBytes = 64 << 20;

    /// <summary>Objects and lists of the manifest within one another; the manifest itself is the first.</summary>
    public const int ManifestDepth = 32;

    public const int Columns = 100_000;

    /// <summary>The most that Zstandard can gain: a block of 128 KiB in 4 bytes.</summary>
    public const int CompressionRatio = 1 << 15;
}
