namespace TrainRecorder.Recording;

/// <summary>What is wrong with a recording.</summary>
public enum RecordingFault
{
    /// <summary>There is nothing at the path.</summary>
    Missing,

    /// <summary>The file is no recording.</summary>
    Foreign,

    /// <summary>The file ends too early.</summary>
    Truncated,

    /// <summary>A checksum, a size or a structure is wrong.</summary>
    Damaged,

    /// <summary>A newer version of the format, or an extension that must be understood and is not.</summary>
    Newer,

    /// <summary>There is no such epoch or column.</summary>
    NotRecorded,
}

/// <summary>A recording cannot be read as asked.</summary>
public sealed class RecordingException(RecordingFault fault, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What is wrong.</summary>
    public RecordingFault Fault { get; } = fault;
}
