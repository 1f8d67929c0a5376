using TrainRecorder.V1;

namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>A run as the catalogue keeps it.</summary>
internal sealed class RunRow
{
    /// <summary>The ID in <c>runs/ID</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The job's name, for lists.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The job with every default explicit, as protobuf bytes.</summary>
    public required byte[] Job { get; init; }

    /// <summary>Where it is in its life.</summary>
    public RunState State { get; set; }

    /// <summary>Why it is there.</summary>
    public string StateReason { get; set; } = "";

    /// <summary>The number of the current or last attempt; 0 before the first.</summary>
    public int Attempt { get; set; }

    /// <summary>The revision of its submission: the order of the queue and of lists.</summary>
    public long CreateRevision { get; set; }

    /// <summary>The revision of its last change.</summary>
    public long Revision { get; set; }

    /// <summary>The revision of its last change other than a commit: what etags are made of.</summary>
    public long StateRevision { get; set; }

    /// <summary>Events up to this revision are no longer kept; 0: all are.</summary>
    public long CompactedRevision { get; set; }

    /// <summary>Runs of a higher one start first.</summary>
    public int Priority { get; set; }

    /// <summary>The ID of the run of which this is another try; empty otherwise.</summary>
    public string RetryOf { get; init; } = "";

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset CreateTime { get; init; }

    /// <summary>When the first worker reported.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>When it became terminal.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Trainable parameters.</summary>
    public long Parameters { get; init; }

    /// <summary>Bytes of the recording, estimated.</summary>
    public long EstimatedBytes { get; init; }

    /// <summary>Training time in seconds, estimated, before it is corrected by what other runs took.</summary>
    public double ReckonedSeconds { get; init; }

    /// <summary>Training time in seconds, estimated.</summary>
    public double EstimatedSeconds { get; init; }

    /// <summary>Memory of the worker in bytes, estimated.</summary>
    public long EstimatedMemory { get; init; }

    /// <summary>The last epoch there will be.</summary>
    public int Epochs { get; init; }

    /// <summary>The last committed epoch; null before epoch 0.</summary>
    public int? CommittedEpoch { get; set; }

    /// <summary>Metrics of the last committed epoch, as protobuf bytes.</summary>
    public byte[]? Metrics { get; set; }

    /// <summary>Name of the state file of the last committed epoch; empty if there is none.</summary>
    public string StateFile { get; set; } = "";

    /// <summary>Attempts lost in a row without an epoch committed in between.</summary>
    public int LostInARow { get; set; }

    /// <summary>Of a run that waits after a loss: when it may be tried again; null: at once.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>What the recording is.</summary>
    public RecordingState RecordingState { get; set; }

    /// <summary>Committed bytes; of a sealed recording those of the file.</summary>
    public long RecordingBytes { get; set; }

    /// <summary>SHA-256 of the sealed file; empty before.</summary>
    public string RecordingSha256 { get; set; } = "";

    /// <summary>Why the last seal failed; empty if it did not.</summary>
    public string SealFault { get; set; } = "";

    /// <summary>After the seal the segments were removed.</summary>
    public bool Tidied { get; set; }
}
