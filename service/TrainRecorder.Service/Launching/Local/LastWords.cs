using System.Text;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>
/// Remembers the end of what a process printed, to say why it ended. Neither what it logged while all was well nor the lines of a
/// stack trace say that; the log has them.
/// </summary>
internal sealed class LastWords
{
    private const int Kept = 16 << 10;
    private const int LineLimit = 300;
    private readonly List<byte> _bytes = [];

    /// <summary>The last line that is not empty, at most 300 characters; without control characters.</summary>
    public string Line
    {
        get
        {
            lock (_bytes)
            {
                var text = Encoding.UTF8.GetString([.. _bytes]);
                var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .LastOrDefault(SaysWhy) ?? "";
                line = string.Concat(line.Where(character => !char.IsControl(character)));
                return line.Length <= LineLimit ? line : line[..LineLimit] + "…";
            }
        }
    }

    // The worker logs as `TIME LEVEL ID: TEXT`.
    private static bool SaysWhy(string line) =>
        !line.StartsWith("at ", StringComparison.Ordinal) && !line.StartsWith("---", StringComparison.Ordinal) && line.Split(' ', 3) is not [_, "Information" or "Debug" or "Trace", _];

    /// <summary>Adds what was printed.</summary>
    public void Add(ReadOnlySpan<byte> printed)
    {
        lock (_bytes)
        {
            _bytes.AddRange(printed);
            if (_bytes.Count > Kept) _bytes.RemoveRange(0, _bytes.Count - Kept);
        }
    }
}
