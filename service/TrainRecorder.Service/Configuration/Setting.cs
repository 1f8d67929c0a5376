namespace TrainRecorder.Service.Configuration;

/// <summary>One setting: its name, what it takes and what it does.</summary>
/// <param name="Name">Lower-case words with dashes: <c>max-running</c>.</param>
/// <param name="Takes">The kind of value, for people: <c>N</c>, <c>SECONDS</c>.</param>
/// <param name="Text">What it does, in one line.</param>
/// <param name="Set">Sets it from text; throws <see cref="FormatException"/> with what is wrong.</param>
internal sealed record Setting(string Name, string Takes, string Text, Action<ServiceOptions, string> Set)
{
    /// <summary>
    /// The name as a key that ignores case, dashes and underscores, so that <c>--max-running</c>,
    /// <c>TRAINRECORDER_MAX_RUNNING</c> and <c>MaxRunning</c> are one.
    /// </summary>
    public string Key { get; } = KeyOf(Name);

    /// <summary>The key of a name however it is written.</summary>
    public static string KeyOf(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
