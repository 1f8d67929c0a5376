namespace TrainRecorder.Scene.Runs;

/// <summary>The smallest and the largest mean activation of any unit at any epoch looked at; both finite.</summary>
/// <param name="Smallest">The smallest.</param>
/// <param name="Largest">The largest.</param>
/// <param name="InDataUnits">The values are those of the data: there was no normalisation, or it was undone.</param>
public readonly record struct ActivationRange(float Smallest, float Largest, bool InDataUnits = false)
{
    /// <summary>The range of some values; null if none is finite.</summary>
    public static ActivationRange? Of(ReadOnlySpan<float> values, bool inDataUnits = false)
    {
        float smallest = float.PositiveInfinity, largest = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            smallest = MathF.Min(smallest, value);
            largest = MathF.Max(largest, value);
        }
        return smallest <= largest ? new ActivationRange(smallest, largest, inDataUnits) : null;
    }

    /// <summary>The range that covers both.</summary>
    public ActivationRange Union(ActivationRange? other) => other is { } range
        ? this with { Smallest = MathF.Min(Smallest, range.Smallest), Largest = MathF.Max(Largest, range.Largest) }
        : this;
}
