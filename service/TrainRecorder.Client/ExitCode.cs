namespace TrainRecorder.Client;

/// <summary>How the command ends.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>The thing asked about is bad: a refused job, a failed run, a damaged file.</summary>
    public const int Bad = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The service is not reachable, or does not let us in.</summary>
    public const int Unreachable = 3;

    /// <summary>Interrupted by a signal, as shells count it.</summary>
    public const int Interrupted = 130;
}
