using System.Runtime.CompilerServices;

namespace TrainRecorder.ReplayViewer.Tests.Samples;

/// <summary>A campaign that takes minutes: part of the tests with <c>bash tests/run --long</c> only, and not counted as skipped otherwise.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Explicit = Environment.GetEnvironmentVariable("TRAINRECORDER_LONG_TESTS") != "1";
}
