namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>What the command tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>It was done.</summary>
    public const int Good = 0;

    /// <summary>The recording is missing or bad, or the result could not be written.</summary>
    public const int Bad = 1;

    /// <summary>The command was wrong.</summary>
    public const int Usage = 2;
}
