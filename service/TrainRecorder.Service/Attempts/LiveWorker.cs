using TrainRecorder.Service.Launching;

namespace TrainRecorder.Service.Attempts;

/// <summary>What is known of a worker beside the catalogue: how long it may still be silent, and its process.</summary>
/// <remarks>Guarded by the lock of <see cref="LiveWorkers"/>.</remarks>
internal sealed class LiveWorker(string runId, int attempt, byte[] tokenHash)
{
    /// <summary>The run.</summary>
    public string RunId { get; } = runId;

    /// <summary>The number of the attempt.</summary>
    public int Attempt { get; } = attempt;

    /// <summary>SHA-256 of its token.</summary>
    public byte[] TokenHash { get; } = tokenHash;

    /// <summary>It has reported at least once.</summary>
    public bool Opened { get; set; }

    /// <summary>How long it may still be silent; once the attempt is over, how long the process may still take to end.</summary>
    public TimeSpan Left { get; set; }

    /// <summary>Of a cancelled run: how long it may take to stop by itself; null otherwise.</summary>
    public TimeSpan? GraceLeft { get; set; }

    /// <summary>The run is paused: the worker is to yield.</summary>
    public bool Yields { get; set; }

    /// <summary>The attempt is over.</summary>
    public bool Over { get; set; }

    /// <summary>Its process, once that is known.</summary>
    public IWorkerProcess? Process { get; set; }
}
