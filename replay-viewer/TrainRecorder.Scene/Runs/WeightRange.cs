using System.Buffers;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Runs;

/// <summary>How large the finite weights of a layer become.</summary>
/// <param name="Largest">The largest |w| of any epoch looked at.</param>
/// <param name="Mean">The largest mean |w| of any epoch looked at.</param>
/// <param name="Weakest">The largest |w| that any epoch's weakest line has, where not all weights are drawn; otherwise 0.</param>
public readonly record struct WeightRange(float Largest, float Mean, float Weakest = 0)
{
    /// <summary>The range of one epoch.</summary>
    /// <param name="weights">Shape <c>[units, units of the layer before]</c>.</param>
    /// <param name="units">Units of the layer.</param>
    public static WeightRange Of(ReadOnlySpan<float> weights, int units)
    {
        float largest = 0;
        double sum = 0;
        foreach (float weight in weights)
        {
            if (!float.IsFinite(weight))
                continue;
            largest = MathF.Max(largest, MathF.Abs(weight));
            sum += MathF.Abs(weight);
        }
        return new WeightRange(largest, (float)(sum / Math.Max(weights.Length, 1)), WeakestOf(weights, units));
    }

    /// <summary>The larger of each.</summary>
    public WeightRange Union(WeightRange? other) => other is { } range
        ? new WeightRange(MathF.Max(Largest, range.Largest), MathF.Max(Mean, range.Mean), MathF.Max(Weakest, range.Weakest))
        : this;

    private static float WeakestOf(ReadOnlySpan<float> weights, int units)
    {
        int unitsBefore = weights.Length / units;
        if (!EdgeBudget.LeavesOut(unitsBefore, units))
            return 0;
        int budget = EdgeBudget.Between(unitsBefore, units);
        int[] strongest = ArrayPool<int>.Shared.Rent(budget);
        EdgeCount count = EdgeRanking.Strongest(weights, strongest.AsSpan(0, budget));
        float weakest = count is { Drawn: > 0, LeftOut: > 0 } ? MathF.Abs(weights[strongest[0]]) : 0;
        ArrayPool<int>.Shared.Return(strongest);
        return weakest;
    }
}
