namespace TrainRecorder.Scene.Reading;

/// <summary>Takes from activations of the whole probe, <c>[probes, units…]</c>, what is shown.</summary>
internal static class ProbeActivation
{
    /// <summary>The mean over the probe, a value a unit.</summary>
    public static float[] Mean(ReadOnlySpan<float> activations, int units)
    {
        double[] sums = new double[units];
        int samples = activations.Length / units;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> values = activations.Slice(sample * units, units);
            for (int unit = 0; unit < units; unit++)
                sums[unit] += values[unit];
        }
        return Array.ConvertAll(sums, sum => (float)(sum / samples));
    }

    /// <summary>One sample's, or without one the mean.</summary>
    public static float[] Choose(ReadOnlySpan<float> activations, int units, int? sample) => sample is { } chosen
        ? activations.Slice(chosen * units, units).ToArray()
        : Mean(activations, units);
}
