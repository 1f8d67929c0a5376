namespace TrainRecorder.Worker.Tests.Infrastructure;

/// <summary>A clock that goes on by a tick whenever it is looked at, so that a segment closes every few rows; timers take real time.</summary>
internal sealed class TickingTime(TimeSpan tick) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, tick.Ticks);
}
