using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace TrainRecorder.Worker.Tests.Infrastructure;

/// <summary>Gives each log message to the test, in order.</summary>
internal sealed class LogRecorder : ILogger
{
    private readonly Channel<(int Id, string Text)> _messages = Channel.CreateUnbounded<(int, string)>();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _messages.Writer.TryWrite((eventId.Id, formatter(state, exception)));

    /// <summary>The next message of an id.</summary>
    public async Task<string> NextAsync(int id)
    {
        while (true)
        {
            var (found, text) = await _messages.Reader.ReadAsync().AsTask().DefaultTimeout();
            if (found == id) return text;
        }
    }
}
