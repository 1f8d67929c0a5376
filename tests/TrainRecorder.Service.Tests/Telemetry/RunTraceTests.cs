using TrainRecorder.Service.Telemetry;

namespace TrainRecorder.Service.Tests.Telemetry;

/// <summary>What a collector is told is tried with a real service and a real worker: TelemetryTests in TrainRecorder.EndToEnd.Tests.</summary>
public sealed class RunTraceTests
{
    [Fact]
    public void Trace_OfARun_IsAlwaysTheSame_AndOfNoOther()
    {
        Assert.Equal(RunTrace.Header("a"), RunTrace.Header("a"));
        Assert.NotEqual(RunTrace.Of("a").TraceId, RunTrace.Of("b").TraceId);
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", RunTrace.Header("a"));
    }
}
