namespace TrainRecorder.Scene.Page;

/// <summary>Chooses the epochs that a page shows when it cannot show all.</summary>
public static class EpochChoice
{
    /// <summary>
    /// So many of the epochs: the first, the last, and between them ever wider steps, for a network changes most at the start.
    /// Place i of n is that of the square of i / (n - 1), or the next one that is free.
    /// </summary>
    /// <param name="epochs">All epochs, in order.</param>
    /// <param name="most">How many may be shown, at least 1; one alone is the last.</param>
    public static IReadOnlyList<int> Choose(IReadOnlyList<int> epochs, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (epochs.Count <= most)
            return epochs;
        if (most == 1)
            return [epochs[^1]];
        int[] chosen = new int[most];
        for (int index = 0, before = -1; index < most; index++)
        {
            double share = (double)index / (most - 1);
            before = Math.Max(before + 1, (int)Math.Round(share * share * (epochs.Count - 1)));
            chosen[index] = epochs[before];
        }
        return chosen;
    }
}
