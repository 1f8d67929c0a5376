using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Edges;

/// <summary>Makes the scale of a run's weights.</summary>
public static class WeightScaling
{
    private const float WidthOfRadius = 0.75f;
    private const float NarrowestFull = 2.4f;
    private const float StrongFull = 3;
    private const float WidestFull = 6;
    private const float FaintestStrong = 0.28f;
    private const float RoomyGap = 150;
    private const float NarrowestShare = 0.4f;
    private const float FloorBelowWeakest = 0.9f;

    /// <summary>The scale of a layout.</summary>
    /// <param name="layout">Lines are at most as wide as its smallest units allow, and thin where thousands are left out.</param>
    /// <param name="ranges">The weights over all epochs, by layer.</param>
    /// <param name="unit">A pixel of a frame of 1600 by 900.</param>
    /// <param name="lines">About how many lines are drawn.</param>
    public static WeightScale Of(NetworkLayout layout, IReadOnlyList<WeightRange?> ranges, float unit, int lines)
    {
        float largest = Largest(ranges), floor = Floor(ranges), room = Room(layout, unit);
        if (floor > 0)
            return new WeightScale(largest, StrongFull * unit * room, FaintestStrong, floor);
        float full = Math.Clamp(WidthOfRadius * layout.Layers.Min(layer => layer.Radius), NarrowestFull * unit, WidestFull * unit);
        return new WeightScale(largest, full * room, WeightScale.FaintestAmong((int)(lines / (room * room))));
    }

    /// <summary>1 where lines have room to run apart; less where layers are so near that lines as wide would cover each other.</summary>
    private static float Room(NetworkLayout layout, float unit)
    {
        float nearest = layout.Layers.Zip(layout.Layers.Skip(1), (one, next) => next.EdgesIn - one.EdgesOut).Min();
        return Math.Clamp(MathF.Sqrt(MathF.Max(nearest, 0) / (RoomyGap * unit)), NarrowestShare, 1);
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
