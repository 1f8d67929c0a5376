using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using TrainRecorder.V1;
using TrainRecorder.Worker.Link;

namespace TrainRecorder.Worker.Attempts;

/// <summary><c>TrainRecorder.Worker attempt</c>: one attempt at one run, told by environment variables.</summary>
internal static class AttemptCommand
{
    /// <summary>After a signal, a service that is silent this long is taken as gone for good: most likely it is what sent the signal.</summary>
    private static readonly TimeSpan s_patienceAfterSignal = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(Func<string, string?> variable, TextWriter output, TextWriter error, TimeProvider time)
    {
        var log = new LineLogger(output, error, time);
        var options = AttemptOptions.Read(variable, out var faults);
        foreach (var fault in faults) log.Abandoned(fault);
        if (faults.Count > 0) return ExitCode.Usage;

        using var channel = WorkerChannel.Open(options.Socket);
        using var link = new ServiceLink(new WorkerService.WorkerServiceClient(channel), options.Token, options.Run, options.Attempt, time, log, options.TraceParent);
        using var stop = new StopSignal();

        void Yield(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (link.Patience > s_patienceAfterSignal) link.Patience = s_patienceAfterSignal;
            if (stop.Ask(StopRequest.Yield)) log.Asked(StopRequest.Yield);
        }

        // A terminal sends Ctrl+C to the service and its workers alike.
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Yield);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Yield);
        return await RunAsync(new Attempt(options, link, stop, time, log), log).ConfigureAwait(false);
    }

    /// <summary>Runs an attempt and says how it ended.</summary>
    public static async Task<int> RunAsync(Attempt attempt, ILogger log)
    {
        try
        {
            await attempt.RunAsync().ConfigureAwait(false);
            return ExitCode.Good;
        }
        catch (AttemptOverException over)
        {
            log.Abandoned(over.Message);
            return ExitCode.AttemptOver;
        }
        catch (ServiceLostException lost)
        {
            log.Abandoned(lost.Message);
            return ExitCode.ServiceLost;
        }
    }
}
