using System.Globalization;
using Microsoft.Extensions.Logging;

namespace TrainRecorder.Worker;

/// <summary>Writes a line per message to a stream that the service keeps as the run's log. Any thread.</summary>
internal sealed class LineLogger(TextWriter destination, TimeProvider time, LogLevel lowest = LogLevel.Information) : ILogger
{
    private readonly Lock _gate = new();

    public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var now = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var line = $"{now} {logLevel} {eventId.Id}: {formatter(state, exception)}";
        lock (_gate)
        {
            destination.WriteLine(exception is null ? line : $"{line}{Environment.NewLine}{exception}");
            destination.Flush();
        }
    }
}
