using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>
/// A clock that the test moves, and that says when something begins to wait by it: so a test moves it neither too early nor after
/// a guess.
/// </summary>
internal sealed class TestTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Something waits for this long, since the last such call.</summary>
    public async Task WaitingAsync(TimeSpan time)
    {
        while (await _waits.Reader.ReadAsync().Soon() != time)
        {
        }
    }

    /// <summary>
    /// Lets time pass, so much at once, until something has happened: for a wait that cannot be told from earlier ones for as long,
    /// and so may begin only after time was let pass.
    /// </summary>
    public async Task PassUntilAsync(TimeSpan step, Func<bool> happened)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!happened())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience.Limit, $"However often {step} pass, it does not happen.");
            Advance(step);
            // Real time: what the clock has set off takes some. Briefly at first, for mostly it is done at once.
            for (var looks = 0; looks < 20 && !happened(); looks++) await Task.Delay(TimeSpan.FromMilliseconds(20), System);
        }
    }
}
