using System.Diagnostics;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>
/// A worker that an earlier service started and that still runs. Its output went to that service and is lost; its exit code
/// cannot be known.
/// </summary>
internal sealed class FoundWorker : IWorkerProcess
{
    private readonly Process _process;

    /// <summary>Begins to watch the process, which was found to be the one of this identity.</summary>
    public FoundWorker(Process process, WorkerIdentity identity)
    {
        _process = process;
        Identity = identity;
        Exited = WaitAsync();
    }

    /// <inheritdoc/>
    public WorkerIdentity Identity { get; }

    /// <inheritdoc/>
    public Task<WorkerExit> Exited { get; }

    /// <inheritdoc/>
    public void Kill()
    {
        // Long after the start its id may be another's.
        if (ProcessBirth.Of(_process) == Identity.Birth) ProcessEnd.Kill(_process);
    }

    private async Task<WorkerExit> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return new WorkerExit(null, "");
    }
}
