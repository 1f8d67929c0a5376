using System.CommandLine;

namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>The recording that a command looks at.</summary>
internal static class RecordingArgument
{
    public static Argument<string> Create() => new("FILE")
    {
        Description = "A recording: a sealed file (.parquet), or the folder of a live one.",
    };
}
