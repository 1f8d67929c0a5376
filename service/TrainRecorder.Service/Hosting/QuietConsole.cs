using Microsoft.Extensions.Logging.Console;

namespace TrainRecorder.Service.Hosting;

/// <summary>
/// The log: warnings, and what happens to runs, on the error stream; the output stream holds the one line that scripts wait for.
/// </summary>
internal static class QuietConsole
{
    /// <summary>Adds it.</summary>
    public static void AddQuietConsole(this ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter(typeof(QuietConsole).Namespace!.Split('.')[0], LogLevel.Information);
        // It calls every check that fails an error, also the one that tells callers of an orderly stop.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
