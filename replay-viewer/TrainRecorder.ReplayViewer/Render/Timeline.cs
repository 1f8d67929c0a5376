namespace TrainRecorder.ReplayViewer.Render;

/// <summary>A picture of a movie.</summary>
/// <param name="Before">The epoch it shows, or the one before: a place among the movie's epochs.</param>
/// <param name="Share">How far it is on its way to the next epoch, in [0, 1).</param>
/// <param name="Count">For how many frames it stays.</param>
internal readonly record struct TimelineFrame(int Before, double Share, int Count);

/// <summary>Which pictures a movie shows, and for how long.</summary>
internal static class Timeline
{
    /// <summary>Of interpolated movies whose length nobody named: how long the way from one epoch to the next takes, in seconds.</summary>
    private const double SecondsAnEpoch = 0.1;

    /// <summary>The pictures of a movie, in order. The first shows the first epoch, the last the last.</summary>
    /// <param name="epochs">How many epochs it goes through, at least 1.</param>
    /// <param name="framesPerSecond">Frames a second.</param>
    /// <param name="seconds">How long it lasts; null for a frame an epoch, or for what interpolation needs.</param>
    /// <param name="interpolates">Pictures may lie between epochs.</param>
    public static IReadOnlyList<TimelineFrame> Of(int epochs, double framesPerSecond, double? seconds, bool interpolates)
    {
        if (seconds is null && !interpolates)
            return [.. Enumerable.Range(0, epochs).Select(epoch => new TimelineFrame(epoch, 0, 1))];
        double length = seconds ?? ((epochs - 1) * SecondsAnEpoch);
        int frames = Math.Max((int)Math.Round(length * framesPerSecond), 1);
        List<TimelineFrame> pictures = [];
        for (int frame = 0; frame < frames; frame++)
        {
            double place = frames == 1 ? epochs - 1 : (double)frame * (epochs - 1) / (frames - 1);
            int before = interpolates ? (int)Math.Floor(place) : (int)Math.Round(place);
            double share = interpolates ? place - before : 0;
            if (pictures.Count > 0 && pictures[^1] is var last && last.Before == before && last.Share == share)
                pictures[^1] = last with { Count = last.Count + 1 };
            else
                pictures.Add(new TimelineFrame(before, share, 1));
        }
        return pictures;
    }
}
