using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Edges;

/// <summary>Makes the scale of a run's weights.</summary>
public static class WeightScaling
{
    private const float WidthOfRadius = 0.75f;
    private const float NarrowestFull = 2.4f;
    private const float WidestFull = 6;
    private const float FaintestStrong = 0.36f;
    private const float FloorBelowWeakest = 0.9f;

    /// <summary>The scale of a layout.</summary>
    /// <param name="layout">Lines are at most as wide as its smallest units allow, and thin where thousands are left out.</param>
    /// <param name="ranges">The weights over all epochs, by layer.</param>
    /// <param name="unit">A pixel of a frame of 1600 by 900.</param>
    /// <param name="lines">About how many lines are drawn.</param>
    public static WeightScale Of(NetworkLayout layout, IReadOnlyList<WeightRange?> ranges, float unit, int lines)
    {
        float largest = Largest(ranges), floor = Floor(ranges);
        if (floor > 0)
            return new WeightScale(largest, NarrowestFull * unit, FaintestStrong, floor);
        float full = Math.Clamp(WidthOfRadius * layout.Layers.Min(layer => layer.Radius), NarrowestFull * unit, WidestFull * unit);
        return new WeightScale(largest, full, WeightScale.FaintestAmong(lines));
    }

    /// <summary>The largest |w| of any layer.</summary>
    public static float Largest(IReadOnlyList<WeightRange?> ranges) => ranges.Max(range => range?.Largest ?? 0);

    /// <summary>Just below the weakest line of the layers that leave weights out; 0 if none does.</summary>
    public static float Floor(IReadOnlyList<WeightRange?> ranges)
    {
        float[] weakest = [.. ranges.Where(range => range is { Weakest: > 0 }).Select(range => range!.Value.Weakest)];
        return weakest.Length == 0 ? 0 : weakest.Min() * FloorBelowWeakest;
    }
}
