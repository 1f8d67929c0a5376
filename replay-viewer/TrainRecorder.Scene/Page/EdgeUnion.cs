using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Page;

/// <summary>Collects the edges between two layers that are among the strongest at any epoch shown, so that the page can draw the strongest of each.</summary>
/// <param name="drawn">How many are drawn at one epoch.</param>
/// <param name="most">How many may be kept; beyond that, those that were never strongest by much are dropped.</param>
public sealed class EdgeUnion(int drawn, int most)
{
    private readonly Dictionary<int, float> _largest = [];
    private readonly int[] _strongest = new int[drawn];

    /// <summary>Adds the strongest of an epoch.</summary>
    public void Add(ReadOnlySpan<float> weights)
    {
        int count = EdgeRanking.Strongest(weights, _strongest).Drawn;
        foreach (int place in _strongest.AsSpan(0, count))
        {
            float size = MathF.Abs(weights[place]);
            if (!_largest.TryGetValue(place, out float known) || size > known)
                _largest[place] = size;
        }
        if (_largest.Count > 2 * most)
            Trim();
    }

    /// <summary>The places of the edges kept, in order.</summary>
    public int[] Places()
    {
        Trim();
        int[] places = [.. _largest.Keys];
        Array.Sort(places);
        return places;
    }

    private void Trim()
    {
        if (_largest.Count <= most)
            return;
        foreach (KeyValuePair<int, float> edge in _largest.OrderByDescending(edge => edge.Value).ThenBy(edge => edge.Key).Skip(most).ToList())
            _largest.Remove(edge.Key);
    }
}
