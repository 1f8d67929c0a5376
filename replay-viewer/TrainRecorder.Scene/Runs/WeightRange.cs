namespace TrainRecorder.Scene.Runs;

/// <summary>How large the finite weights of a layer become.</summary>
/// <param name="Largest">The largest |w| of any epoch looked at.</param>
/// <param name="Mean">The largest mean |w| of any epoch looked at.</param>
public readonly record struct WeightRange(float Largest, float Mean)
{
    /// <summary>The range of one epoch.</summary>
    public static WeightRange Of(ReadOnlySpan<float> weights)
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
        return new WeightRange(largest, weights.Length == 0 ? 0 : (float)(sum / weights.Length));
    }

    /// <summary>The larger of each.</summary>
    public WeightRange Union(WeightRange? other) => other is { } range
        ? new WeightRange(MathF.Max(Largest, range.Largest), MathF.Max(Mean, range.Mean))
        : this;
}
