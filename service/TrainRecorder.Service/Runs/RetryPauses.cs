namespace TrainRecorder.Service.Runs;

/// <summary>How long a run waits between attempts that are lost in a row: what is wrong for a minute must not use up every try.</summary>
internal static class RetryPauses
{
    /// <summary>No pause is longer.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(1);

    /// <summary>When a run may be tried again; null: at once.</summary>
    /// <param name="lostInARow">Attempts lost in a row, the last one included.</param>
    /// <param name="first">The pause after the second of them.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset? Until(int lostInARow, TimeSpan first, DateTimeOffset now)
    {
        if (lostInARow < 2 || first == TimeSpan.Zero) return null;
        var seconds = first.TotalSeconds * Math.Pow(2, lostInARow - 2);
        return now + TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
    }
}
