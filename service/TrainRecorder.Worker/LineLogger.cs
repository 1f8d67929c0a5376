using System.Globalization;
using Microsoft.Extensions.Logging;

namespace TrainRecorder.Worker;

/// <summary>Writes a line per message to the streams that the service keeps as the run's log. Any thread.</summary>
/// <param name="output">For what is as it should be.</param>
/// <param name="error">For warnings and worse. Its last line is what the service tells of a worker that it lost, so an exception's details come before the message.</param>
/// <param name="time">The clock.</param>
internal sealed class LineLogger(TextWriter output, TextWriter error, TimeProvider time) : ILogger
{
    private readonly Lock _gate = new();

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var now = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var line = $"{now} {logLevel} {eventId.Id}: {formatter(state, exception)}";
        var destination = logLevel >= LogLevel.Warning ? error : output;
        lock (_gate)
        {
            if (exception is not null) destination.WriteLine(exception);
            destination.WriteLine(line);
            destination.Flush();
        }
    }
}
