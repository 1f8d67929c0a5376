using System.Globalization;

namespace TrainRecorder.Worker.Attempts;

/// <summary>What the launcher tells a worker, by environment variables, for arguments are seen by every user of a machine.</summary>
/// <param name="Socket"><c>TRAINRECORDER_SOCKET</c>: path of the Unix domain socket of WorkerService.</param>
/// <param name="Token"><c>TRAINRECORDER_TOKEN</c>: the bearer token of the attempt.</param>
/// <param name="Run"><c>TRAINRECORDER_RUN</c>: <c>runs/ID</c>.</param>
/// <param name="Attempt"><c>TRAINRECORDER_ATTEMPT</c>: the number of the attempt, at least 1.</param>
/// <param name="Threads"><c>TRAINRECORDER_THREADS</c>: threads to train with, 1 to 1024. Default: the machine's processors, at most 8.</param>
internal sealed record AttemptOptions(string Socket, string Token, string Run, int Attempt, int Threads)
{
    /// <summary><c>TRACEPARENT</c>: the trace that the attempt's calls belong to (W3C Trace Context); null: none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>More threads pay for very wide layers only, and several workers may share the machine.</summary>
    private const int MostDefaultThreads = 8;
    private const int MostThreads = 1024;

    /// <summary>Reads the variables; every fault is told.</summary>
    /// <param name="variable">Looks a variable up.</param>
    /// <param name="faults">What is wrong, a line each; empty if the options can be used.</param>
    public static AttemptOptions Read(Func<string, string?> variable, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();

        string Text(string name)
        {
            var value = variable(name);
            if (string.IsNullOrEmpty(value)) found.Add($"{name} is not set");
            return value ?? "";
        }

        int Number(string name, int most, int? otherwise)
        {
            var value = variable(name);
            if (string.IsNullOrEmpty(value) && otherwise is { } number) return number;
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most) return number;
            found.Add($"{name} must be a whole number from 1 to {most}");
            return 1;
        }

        var options = new AttemptOptions(
            Text("TRAINRECORDER_SOCKET"),
            Text("TRAINRECORDER_TOKEN"),
            Text("TRAINRECORDER_RUN"),
            Number("TRAINRECORDER_ATTEMPT", int.MaxValue, otherwise: null),
            Number("TRAINRECORDER_THREADS", MostThreads, Math.Min(Environment.ProcessorCount, MostDefaultThreads)))
        {
            TraceParent = variable("TRACEPARENT") is { Length: > 0 } trace ? trace : null,
        };
        faults = found;
        return options;
    }

    /// <summary>Without the token, so that it reaches no log.</summary>
    public override string ToString() => $"attempt {Attempt} at {Run}, {Threads} threads";
}
