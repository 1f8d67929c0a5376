using System.Buffers;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Runs;

/// <summary>How large the finite weights of a layer become.</summary>
/// <param name="Largest">The largest |w| of any epoch looked at.</param>
/// <param name="Mean">The largest mean |w| of any epoch looked at.</param>
/// <param name="Weakest">The largest |w| that any epoch's weakest line has, where not all weights are drawn; otherwise 0.</param>
public readonly record struct WeightRange(float Largest, float Mean, float Weakest = 0)
{
    private readonly float _largestSingle;

    /// <summary>The largest size of a single weight, where <see cref="Largest"/> is of norms of several; otherwise the same.</summary>
    public float LargestSingle
    {
        get => _largestSingle > 0 ? _largestSingle : Largest;
        init => _largestSingle = value;
    }

    /// <summary>The range of one epoch.</summary>
    /// <param name="weights">Shape <c>[units, units of the layer before]</c>.</param>
    /// <param name="units">Units of the layer.</param>
    /// <param name="choice">Which of them are drawn.</param>
    public static WeightRange Of(ReadOnlySpan<float> weights, int units, EdgeChoice choice = default)
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
        return new WeightRange(largest, (float)(sum / Math.Max(weights.Length, 1)), WeakestOf(weights, units, choice));
    }

    /// <summary>The largest size among values; those that are not finite do not count.</summary>
    public static float LargestOf(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
                largest = MathF.Max(largest, MathF.Abs(value));
        }
        return largest;
    }

    /// <summary>The larger of each.</summary>
    public WeightRange Union(WeightRange? other) => other is { } range
        ? new WeightRange(MathF.Max(Largest, range.Largest), MathF.Max(Mean, range.Mean), MathF.Max(Weakest, range.Weakest))
        {
            LargestSingle = MathF.Max(_largestSingle, range._largestSingle),
        }
        : this;

    private static float WeakestOf(ReadOnlySpan<float> weights, int units, EdgeChoice choice)
    {
        int unitsBefore = weights.Length / units;
        if (!choice.HasDensity(unitsBefore, units))
            return 0;
        int budget = choice.Count(weights, unitsBefore);
        int[] strongest = ArrayPool<int>.Shared.Rent(budget);
        EdgeCount count = EdgeRanking.Strongest(weights, strongest.AsSpan(0, budget));
        float weakest = count is { Drawn: > 0, LeftOut: > 0 } ? MathF.Abs(weights[strongest[0]]) : 0;
        ArrayPool<int>.Shared.Return(strongest);
        return weakest;
    }
}
