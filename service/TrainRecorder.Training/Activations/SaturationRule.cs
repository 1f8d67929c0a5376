namespace TrainRecorder.Training.Activations;

/// <summary>How saturation of a unit is measured (DESIGN: definitions).</summary>
internal abstract class SaturationRule
{
    /// <summary>|g'| from which an output counts as saturated: 5.9 % of the gradient is left.</summary>
    private const double SaturatedFrom = 0.97;

    /// <summary>It is measured from the sums before the activation; otherwise from the outputs.</summary>
    public virtual bool OfSums => false;

    /// <summary>It is the share of the probe in the flat part, so that a unit that is always there is dead.</summary>
    public virtual bool IsFlatness => false;

    /// <summary>The saturation on one sample, in [0, 1].</summary>
    /// <param name="value">An output, or a sum (<see cref="OfSums"/>).</param>
    public abstract double Of(float value);

    /// <summary>The sample counts as saturated.</summary>
    public static bool IsSaturated(double saturation) => saturation > SaturatedFrom;

    /// <summary>Adds the saturation on a sample to each unit's, and counts where it is saturated.</summary>
    /// <param name="values">Of each unit an output, or a sum.</param>
    /// <param name="saturation">The sum for each unit.</param>
    /// <param name="saturated">The count for each unit.</param>
    public abstract void Add(ReadOnlySpan<float> values, Span<double> saturation, Span<double> saturated);

    /// <summary>Of outputs g in [<paramref name="low"/>, <paramref name="high"/>]: |g'| with g' = 2(g − low)/(high − low) − 1.</summary>
    public static SaturationRule Bounded(double low, double high) => new BoundedRule(low, high);

    private sealed class BoundedRule(double low, double high) : SaturationRule
    {
        public override double Of(float value) => Math.Abs((2 * (value - low) / (high - low)) - 1);

        public override void Add(ReadOnlySpan<float> values, Span<double> saturation, Span<double> saturated)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var of = Of(values[i]);
                saturation[i] += of;
                saturated[i] += IsSaturated(of) ? 1 : 0;
            }
        }
    }
}
