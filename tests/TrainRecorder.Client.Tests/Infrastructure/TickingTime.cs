namespace TrainRecorder.Client.Tests.Infrastructure;

/// <summary>A clock that goes on by a tick whenever it is looked at.</summary>
internal sealed class TickingTime(DateTimeOffset start, TimeSpan tick) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, tick.Ticks);
}
