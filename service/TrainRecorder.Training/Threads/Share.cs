namespace TrainRecorder.Training.Threads;

/// <summary>A part's share of a range.</summary>
internal static class Share
{
    /// <summary>Multiply-adds below which a product is not worth sharing: about 20 microseconds of one core.</summary>
    public const long WorthSharing = 1_000_000;

    /// <summary>First and count of a part's share of <paramref name="length"/> items, in whole groups of <paramref name="group"/> but for the last.</summary>
    public static (int First, int Count) Of(int length, int group, int part, int parts)
    {
        var groups = (length + group - 1) / group;
        var first = (int)((long)groups * part / parts) * group;
        var end = Math.Min(length, (int)((long)groups * (part + 1) / parts) * group);
        return (first, Math.Max(0, end - first));
    }
}
