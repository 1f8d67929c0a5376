using Microsoft.Extensions.Logging.Console;

namespace TrainRecorder.Service.Hosting;

/// <summary>
/// The log: warnings, and what happens to runs, on the error stream; the output stream holds the one line that scripts wait for.
/// </summary>
internal static class QuietConsole
{
    private const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>Adds it.</summary>
    /// <param name="logging">Where to.</param>
    /// <param name="json">An object a line, for programs, instead of text.</param>
    public static void AddQuietConsole(this ILoggingBuilder logging, bool json)
    {
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter(typeof(QuietConsole).Namespace!.Split('.')[0], LogLevel.Information);
        // It calls every check that fails an error, also the one that tells callers of an orderly stop.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        if (json)
        {
            logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, TimestampFormat));
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = TimestampFormat + " ";
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            });
        }

        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
