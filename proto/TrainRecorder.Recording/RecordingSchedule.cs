using System.Globalization;
using System.Text.RegularExpressions;

namespace TrainRecorder.Recording;

/// <summary>At which epochs a column has a value: all up to an epoch, then multiples of a number; or only in the first row; or never.</summary>
/// <remarks>Of a schedule by epochs, epoch 0 and the last epoch of the job are always among them. Equal schedules have the same text (<see cref="ToString"/>).</remarks>
public readonly partial record struct RecordingSchedule
{
    private readonly Kind _kind;

    private RecordingSchedule(Kind kind, int every, int denseUntil)
    {
        _kind = kind;
        Every = every;
        DenseUntil = denseUntil;
    }

    private enum Kind
    {
        Never,
        First,
        Epochs,
    }

    /// <summary>At every epoch.</summary>
    public static RecordingSchedule Always { get; } = Of(1, 0);

    /// <summary>In the first row only.</summary>
    public static RecordingSchedule First { get; } = new(Kind.First, 0, 0);

    /// <summary>At no epoch.</summary>
    public static RecordingSchedule Never { get; }

    /// <summary>After <see cref="DenseUntil"/>, the multiples of this; 0 if the schedule is not of that kind.</summary>
    public int Every { get; }

    /// <summary>Every epoch up to this one, itself included.</summary>
    public int DenseUntil { get; }

    /// <summary>Every epoch up to <paramref name="denseUntil"/>, then the multiples of <paramref name="every"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="every"/> is below 1, or <paramref name="denseUntil"/> below 0.</exception>
    public static RecordingSchedule Of(int every, int denseUntil)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(denseUntil);

        // With every epoch recorded anyway, a dense beginning says nothing.
        return new RecordingSchedule(Kind.Epochs, every, every == 1 ? 0 : denseUntil);
    }

    /// <summary>Reads the text of a <c>ColumnInfo.schedule</c>; null if it is none that this version knows.</summary>
    public static RecordingSchedule? TryParse(string text)
    {
        switch (text)
        {
            case StandardColumns.Every: return Always;
            case StandardColumns.First: return First;
            case StandardColumns.Never: return Never;
        }

        Match match = Pattern().Match(text);
        int denseUntil = 0;
        return match.Success
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int every)
            && (!match.Groups[2].Success || int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out denseUntil))
            ? Of(every, denseUntil)
            : null;
    }

    /// <summary>An epoch is one of those.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="firstEpoch">The first epoch of the recording, usually 0.</param>
    /// <param name="lastEpoch">The last epoch that the job will have.</param>
    public bool IsDue(int epoch, int firstEpoch, int lastEpoch) => _kind switch
    {
        Kind.First => epoch == firstEpoch,
        Kind.Epochs => epoch <= DenseUntil || epoch % Every == 0 || epoch == lastEpoch,
        _ => false,
    };

    /// <summary>How many of the epochs 0 to <paramref name="lastEpoch"/> are among them.</summary>
    public long Count(int lastEpoch)
    {
        if (_kind != Kind.Epochs)
        {
            return _kind == Kind.First ? 1 : 0;
        }

        int dense = Math.Min(DenseUntil, lastEpoch);
        long sparse = (lastEpoch / Every) - (dense / Every);
        bool isLastExtra = lastEpoch > dense && lastEpoch % Every != 0;
        return dense + 1 + sparse + (isLastExtra ? 1 : 0);
    }

    /// <summary>The text for <c>ColumnInfo.schedule</c>: <c>every</c>, <c>every 10</c>, <c>every 10 after 100</c>, <c>first</c>, <c>never</c>.</summary>
    public override string ToString() => _kind switch
    {
        Kind.Never => StandardColumns.Never,
        Kind.First => StandardColumns.First,
        _ when Every == 1 => StandardColumns.Every,
        _ when DenseUntil == 0 => string.Create(CultureInfo.InvariantCulture, $"every {Every}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"every {Every} after {DenseUntil}"),
    };

    [GeneratedRegex(@"\Aevery ([1-9][0-9]*)(?: after ([1-9][0-9]*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
