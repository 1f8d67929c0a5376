namespace TrainRecorder.Recording.Tests.Samples;

/// <summary>How long the tests may take that could go on for ever.</summary>
internal static class Campaign
{
    /// <summary>Asked for by <c>bash tests/run --long</c>.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TRAINRECORDER_LONG_TESTS") == "1";
}
