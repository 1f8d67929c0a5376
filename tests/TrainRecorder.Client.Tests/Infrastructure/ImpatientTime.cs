using Microsoft.Extensions.Time.Testing;

namespace TrainRecorder.Client.Tests.Infrastructure;

/// <summary>A clock whose waits are over at once.</summary>
internal sealed class ImpatientTime : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero) Advance(dueTime);
        return timer;
    }
}
