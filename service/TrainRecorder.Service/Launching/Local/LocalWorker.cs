using System.Diagnostics;
using TrainRecorder.Service.Logs;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>A worker that this service started.</summary>
internal sealed class LocalWorker : IWorkerProcess
{
    // A grandchild may hold the streams open after the worker is gone.
    private static readonly TimeSpan StreamGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly WorkerLog _log;
    private readonly ILogger _logger;

    /// <summary>Begins to read the output of a process that was just started.</summary>
    public LocalWorker(Process process, WorkerLog log, TimeProvider time, ILogger logger)
    {
        _process = process;
        _log = log;
        _logger = logger;
        Identity = new WorkerIdentity(process.Id, ProcessBirth.Of(process) ?? "");
        Exited = WaitAsync(time);
    }

    /// <inheritdoc/>
    public WorkerIdentity Identity { get; }

    /// <inheritdoc/>
    public Task<WorkerExit> Exited { get; }

    /// <inheritdoc/>
    public void Kill() => ProcessEnd.Kill(_process);

    private async Task<WorkerExit> WaitAsync(TimeProvider time)
    {
        var lastWords = new LastWords();
        var output = PumpAsync(_process.StandardOutput.BaseStream, null);
        var errors = PumpAsync(_process.StandardError.BaseStream, lastWords);
        await _process.WaitForExitAsync();
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(StreamGrace, time));
        var exit = new WorkerExit(_process.ExitCode, lastWords.Line);
        _process.Dispose();
        _log.Dispose();
        return exit;
    }

    // The pipe is emptied whatever happens to the log: a worker must never wait for a full disk of ours.
    private async Task PumpAsync(Stream stream, LastWords? lastWords)
    {
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is var count and > 0)
            {
                lastWords?.Add(buffer.AsSpan(0, count));
                if (_log.Append(buffer.AsSpan(0, count)) is { } fault) LogMessages.WorkerLogNotWritten(_logger, fault);
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The stream ends with the process.
        }
    }
}
