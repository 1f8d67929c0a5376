using System.Globalization;
using System.Text.RegularExpressions;

namespace TrainRecorder.Recording.Internal;

/// <summary>The name of a segment: <c>&lt;first&gt;-&lt;last&gt;.a&lt;attempt&gt;.parquet</c>, numbers without leading zeros.</summary>
internal readonly partial record struct SegmentName(int FirstEpoch, int LastEpoch, int Attempt)
{
    /// <summary>The name of the segment that an attempt is writing.</summary>
    public static string Temporary(int attempt) => string.Create(CultureInfo.InvariantCulture, $"segment.a{attempt}.tmp");

    /// <summary>The attempt whose unfinished segment has this name; null if it is not one.</summary>
    public static int? TryParseTemporary(string name)
    {
        Match match = TemporaryPattern().Match(name);
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int attempt) ? attempt : null;
    }

    public static SegmentName? TryParse(string name)
    {
        Match match = Pattern().Match(name);
        if (!match.Success
            || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            || !int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            || !int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int attempt)
            || last < first)
        {
            return null;
        }

        return new SegmentName(first, last, attempt);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FirstEpoch}-{LastEpoch}.a{Attempt}.parquet");

    [GeneratedRegex(@"\Asegment\.a(0|[1-9][0-9]*)\.tmp\z", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryPattern();

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)-(0|[1-9][0-9]*)\.a(0|[1-9][0-9]*)\.parquet\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
