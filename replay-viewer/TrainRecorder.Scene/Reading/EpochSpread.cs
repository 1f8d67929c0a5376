namespace TrainRecorder.Scene.Reading;

/// <summary>Chooses epochs evenly.</summary>
public static class EpochSpread
{
    /// <summary>At most so many of the epochs, evenly spread, the first and the last among them.</summary>
    /// <param name="epochs">In order, at least one.</param>
    /// <param name="most">At least 2.</param>
    public static IReadOnlyList<int> Choose(IReadOnlyList<int> epochs, int most) => epochs.Count <= most
        ? epochs
        : [.. Enumerable.Range(0, most).Select(index => epochs[(int)((long)index * (epochs.Count - 1) / (most - 1))])];
}
