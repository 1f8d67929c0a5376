namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>The command was wrong: one line for each thing that was, made for the person who typed it.</summary>
internal sealed class UsageException(params IReadOnlyList<string> violations) : Exception(string.Join('\n', violations))
{
    /// <summary>What was wrong, at least one thing.</summary>
    public IReadOnlyList<string> Violations { get; } = violations;
}
