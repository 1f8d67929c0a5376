namespace TrainRecorder.Client;

/// <summary>The command cannot do what was asked; ends it with an exit code and lines for people.</summary>
internal sealed class CommandFailedException : Exception
{
    public CommandFailedException(int exitCode, string line)
        : this(exitCode, [line])
    {
    }

    public CommandFailedException(int exitCode, IReadOnlyList<string> lines)
        : base(string.Join(Environment.NewLine, lines)) => (ExitCode, Lines) = (exitCode, lines);

    /// <summary>See <see cref="Client.ExitCode"/>.</summary>
    public int ExitCode { get; }

    /// <summary>For the standard error stream.</summary>
    public IReadOnlyList<string> Lines { get; }
}
