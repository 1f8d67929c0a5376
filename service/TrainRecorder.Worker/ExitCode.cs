namespace TrainRecorder.Worker;

/// <summary>How the process ends. To the service anything but 0 is a lost worker; the numbers are for people who read logs.</summary>
internal static class ExitCode
{
    /// <summary>The attempt was closed through CloseAttempt; a file was inspected and is good.</summary>
    public const int Good = 0;

    /// <summary>The inspected file has faults.</summary>
    public const int Faulty = 1;

    /// <summary>Wrong arguments or environment (<c>EX_USAGE</c>).</summary>
    public const int Usage = 64;

    /// <summary>An unexpected exception; the details are on the standard error stream (<c>EX_SOFTWARE</c>).</summary>
    public const int Unexpected = 70;

    /// <summary>No service was reached for a whole lease (<c>EX_TEMPFAIL</c>).</summary>
    public const int ServiceLost = 75;

    /// <summary>The service said that the attempt is over (<c>EX_PROTOCOL</c>).</summary>
    public const int AttemptOver = 76;
}
