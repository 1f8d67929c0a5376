using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Collects what is logged; a test fails if that holds an error that it did not expect.</summary>
internal sealed class ErrorScope : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _entries = new();
    private readonly ConcurrentBag<int> _expected = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IEnumerable<string> Lines => _entries.Select(entry => entry.Text);

    /// <summary>Waits for a line with a text: what is logged of a change comes after the change can be seen.</summary>
    public async Task LoggedAsync(string text)
    {
        while (true)
        {
            // Before the look, so that no line falls between the two.
            var next = Volatile.Read(ref _next);
            if (Lines.Any(line => line.Contains(text, StringComparison.Ordinal))) return;
            await next.Task.Soon();
        }
    }

    /// <summary>An error of this id is part of the test.</summary>
    public void Expect(int id) => _expected.Add(id);

    public void VerifyNoErrors()
    {
        var errors = _entries.Where(entry => entry.Level >= LogLevel.Error && !_expected.Contains(entry.Id)).Select(entry => entry.Text).ToList();
        Assert.True(errors.Count == 0, "Logged, but not expected: " + string.Join(Environment.NewLine, errors));
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(ErrorScope scope, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            scope._entries.Enqueue((eventId.Id, logLevel, $"{logLevel} {category} {eventId.Id}: {formatter(state, exception)} {exception}"));
            Interlocked.Exchange(ref scope._next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
