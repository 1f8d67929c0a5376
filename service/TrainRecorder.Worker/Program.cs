using System.Diagnostics;
using TrainRecorder.Worker;
using TrainRecorder.Worker.Attempts;
using TrainRecorder.Worker.Inspection;

// Whatever a worker does, the service and the people at the machine come first.
using (var self = Process.GetCurrentProcess()) self.PriorityClass = ProcessPriorityClass.BelowNormal;

try
{
    switch (args)
    {
        case ["attempt"]:
            return await AttemptCommand.RunAsync(Environment.GetEnvironmentVariable, Console.Out, Console.Error, TimeProvider.System).ConfigureAwait(false);
        case ["inspect", var format, var path]:
            return InspectCommand.Run(format, path, Console.Out);
        case ["preview", var format, var path, var rows]:
            return PreviewCommand.Run(format, path, rows, Console.Out);
        case ["verify", var path]:
            return await VerifyCommand.RunAsync(path, Console.Out).ConfigureAwait(false);
        default:
            await Console.Error.WriteLineAsync("usage: TrainRecorder.Worker attempt | inspect FORMAT PATH | preview FORMAT PATH ROWS | verify PATH (started by the service, not by hand)").ConfigureAwait(false);
            return ExitCode.Usage;
    }
}
catch (Exception failure)
{
    new LineLogger(Console.Out, Console.Error, TimeProvider.System).Unexpected(failure.Message.ReplaceLineEndings(" "), failure);
    return ExitCode.Unexpected;
}
