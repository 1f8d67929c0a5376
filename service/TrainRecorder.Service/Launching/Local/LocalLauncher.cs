using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Logs;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Telemetry;
using TrainRecorder.Service.Watching;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>Starts workers as child processes on this machine, at below-normal priority.</summary>
internal sealed class LocalLauncher(WorkerEndpoint endpoint, RunSignals signals, ServiceOptions options, TimeProvider time, ILogger<LocalLauncher> logger) : ILauncher
{
    /// <inheritdoc/>
    public Task<IWorkerProcess> LaunchAsync(WorkerLaunch launch, CancellationToken cancellationToken)
    {
        var start = WorkerProgram.Start("attempt");
        start.WorkingDirectory = launch.Folder.Root;
        start.Environment["TRAINRECORDER_SOCKET"] = endpoint.Path;
        start.Environment["TRAINRECORDER_TOKEN"] = launch.Token;
        start.Environment["TRAINRECORDER_RUN"] = RunName.Of(launch.RunId);
        start.Environment["TRAINRECORDER_ATTEMPT"] = launch.Attempt.ToString(CultureInfo.InvariantCulture);
        start.Environment["TRACEPARENT"] = RunTrace.Header(launch.RunId);
        if (options.Threads > 0) start.Environment["TRAINRECORDER_THREADS"] = options.Threads.ToString(CultureInfo.InvariantCulture);

        try
        {
            var process = Process.Start(start) ?? throw new LaunchException("The system started no process.");
            process.StandardInput.Close();
            Lower(process);
            return Task.FromResult<IWorkerProcess>(new LocalWorker(process, new WorkerLog(launch.Folder, options.MaxLogBytes, () => signals.PulseLog(launch.RunId)), time, logger));
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new LaunchException(fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public Task<IWorkerProcess?> FindAsync(WorkerIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            var process = Process.GetProcessById(identity.ProcessId);
            if (ProcessBirth.Of(process) == identity.Birth) return Task.FromResult<IWorkerProcess?>(new FoundWorker(process, identity));
            process.Dispose();
            return Task.FromResult<IWorkerProcess?>(null);
        }
        catch (ArgumentException)
        {
            // There is no process of that id.
            return Task.FromResult<IWorkerProcess?>(null);
        }
    }

    // Training must not make the machine slow for the person who sits at it. At this moment the process has one thread, from
    // which the later ones inherit the priority.
    private static void Lower(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            // It has ended already; its exit will be seen.
        }
    }
}
