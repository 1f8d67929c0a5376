namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>The command was wrong; each line says what and how it would be right.</summary>
internal sealed class UsageException(params IReadOnlyList<string> lines) : Exception(string.Join("; ", lines))
{
    /// <summary>A line each violation.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
