using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace TrainRecorder.Service.Telemetry;

/// <summary>
/// The trace of a run. It follows from the run's ID alone, so that every attempt, on whichever service and machine, belongs to it.
/// </summary>
internal static class RunTrace
{
    /// <summary>The parent of everything in the trace.</summary>
    public static ActivityContext Of(string runId)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(runId));
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), ActivitySpanId.CreateFromBytes(hash.AsSpan(16, 8)), ActivityTraceFlags.Recorded, isRemote: true);
    }

    /// <summary>The same as a <c>traceparent</c> header (W3C Trace Context).</summary>
    public static string Header(string runId)
    {
        var context = Of(runId);
        return $"00-{context.TraceId}-{context.SpanId}-01";
    }
}
