using System.Globalization;

namespace TrainRecorder.Benchmarks;

/// <summary>Says of each promised figure whether it is kept, and remembers whether one was not: a broken promise must not look like success to a script.</summary>
internal sealed class Verdicts
{
    /// <summary>What the process ends with: 0 if all that was judged is kept, otherwise 1.</summary>
    public int ExitCode { get; private set; }

    /// <summary>A figure that must not be above a limit.</summary>
    public void AtMost(string what, double value, double most) => Say(value <= most, $"{what}: {value:F3} (at most {most})");

    /// <summary>A line on a figure that was compared already.</summary>
    public void Say(bool isKept, FormattableString line)
    {
        ArgumentNullException.ThrowIfNull(line);
        ExitCode = isKept ? ExitCode : 1;
        Console.WriteLine($"{(isKept ? "kept  " : "BROKEN")}  {line.ToString(CultureInfo.InvariantCulture)}");
    }
}
