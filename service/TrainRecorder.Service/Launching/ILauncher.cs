using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Launching;

/// <summary>
/// Starts worker processes somewhere. A worker that is started calls back over the worker socket; the launcher knows no more of
/// it than whether it is there.
/// </summary>
internal interface ILauncher
{
    /// <summary>Starts a worker for an attempt.</summary>
    /// <exception cref="LaunchException">It cannot be started.</exception>
    Task<IWorkerProcess> LaunchAsync(WorkerLaunch launch, CancellationToken cancellationToken);

    /// <summary>Finds a worker that an earlier service started.</summary>
    /// <returns>Null if it is certainly gone.</returns>
    Task<IWorkerProcess?> FindAsync(WorkerIdentity identity, CancellationToken cancellationToken);
}

/// <summary>What a worker is started with.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The number of the attempt.</param>
/// <param name="Token">The worker's bearer token. Handed over by the environment, never by the command line, which every user of the machine can read.</param>
/// <param name="Folder">The run's folder, which exists; the log goes there.</param>
internal sealed record WorkerLaunch(string RunId, int Attempt, string Token, RunFolder Folder);

/// <summary>Names a process for good.</summary>
/// <param name="ProcessId">Its id, which a later process may get again.</param>
/// <param name="Birth">What tells it from such a later process.</param>
internal sealed record WorkerIdentity(int ProcessId, string Birth);

/// <summary>A worker process.</summary>
internal interface IWorkerProcess
{
    /// <summary>Its name for good.</summary>
    WorkerIdentity Identity { get; }

    /// <summary>Completes when the process is gone; never fails.</summary>
    Task<WorkerExit> Exited { get; }

    /// <summary>Ends the process and all it started, at once. Nothing happens if it is gone.</summary>
    void Kill();
}

/// <summary>How a worker process ended.</summary>
/// <param name="Code">Its exit code; null if it cannot be known.</param>
/// <param name="LastWords">The last line it printed on its error stream; empty if there is none.</param>
internal sealed record WorkerExit(int? Code, string LastWords);

/// <summary>A worker cannot be started; the message says why.</summary>
internal sealed class LaunchException(string message, Exception? innerException = null) : Exception(message, innerException);
