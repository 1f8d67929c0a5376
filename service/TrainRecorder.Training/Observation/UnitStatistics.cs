using TrainRecorder.Training.Activations;

namespace TrainRecorder.Training.Observation;

/// <summary>What the probe says of each unit of a layer (DESIGN: definitions).</summary>
internal sealed class UnitStatistics(int units, SaturationRule? rule)
{
    /// <summary>|g'| above which an output counts as saturated: 5.9 % of the gradient is left.</summary>
    private const double SaturatedFrom = 0.97;

    /// <summary>Mean magnitude of a unit, as a share of the layer's, up to which it is dormant (Sokar et al. 2023, arXiv 2302.12902).</summary>
    private const double DormantUpTo = 0.025;

    private readonly double[] _saturation = new double[units];
    private readonly double[] _saturated = new double[units];
    private readonly double[] _sum = new double[units];
    private readonly double[] _magnitude = new double[units];
    private readonly double[] _zeros = new double[units];
    private int _samples;
    private double _dormantUpTo;

    /// <summary>Goes through the activations, <c>[probe, unit]</c>.</summary>
    public void Take(ReadOnlySpan<float> activation)
    {
        foreach (var array in (double[][])[_saturation, _saturated, _sum, _magnitude, _zeros]) Array.Clear(array);
        _samples = activation.Length / units;
        for (var sample = 0; sample < _samples; sample++)
        {
            var row = activation.Slice(sample * units, units);
            for (var i = 0; i < units; i++)
            {
                double g = row[i];
                _sum[i] += g;
                _magnitude[i] += Math.Abs(g);
                if (g == 0) _zeros[i]++;
                if (rule is null) continue;
                var saturation = rule switch
                {
                    SaturationRule.SymmetricRange => Math.Abs(g),
                    SaturationRule.UnitRange => Math.Abs((2 * g) - 1),
                    _ => g == 0 ? 1 : 0,
                };
                _saturation[i] += saturation;
                if (saturation > SaturatedFrom) _saturated[i]++;
            }
        }
        _dormantUpTo = DormantUpTo * (_magnitude.Sum() / units);
    }

    /// <summary>The mean of |g'|, or the share of the probe in the flat part.</summary>
    public void WriteSaturation(Span<float> destination) => WriteMeans(_saturation, destination);

    /// <summary>The share of the probe where |g'| &gt; 0.97, or in the flat part.</summary>
    public void WriteSaturatedFraction(Span<float> destination) => WriteMeans(_saturated, destination);

    /// <summary>The mean output.</summary>
    public void WriteMeanActivation(Span<float> destination) => WriteMeans(_sum, destination);

    /// <summary>The share of the probe where the output is exactly 0.</summary>
    public void WriteZeroFraction(Span<float> destination) => WriteMeans(_zeros, destination);

    /// <summary>In the flat part on every sample; false for activations without a flat part.</summary>
    public bool IsDead(int unit) => rule == SaturationRule.FlatAtZero && _zeros[unit] == _samples;

    /// <summary>A bounded activation, and |g'| &gt; 0.97 on more than half of the samples.</summary>
    public bool IsSaturated(int unit) => rule is SaturationRule.SymmetricRange or SaturationRule.UnitRange && _saturated[unit] * 2 > _samples;

    /// <summary>The mean |output| is at most 0.025 of the layer's mean of it; true if all outputs are 0.</summary>
    public bool IsDormant(int unit) => _magnitude[unit] <= _dormantUpTo;

    /// <summary>An output of the unit is not finite.</summary>
    public bool IsBroken(int unit) => !double.IsFinite(_magnitude[unit]);

    /// <summary>Units in the flat part on every sample; NaN for activations without a flat part.</summary>
    public double DeadCount() => rule == SaturationRule.FlatAtZero ? _zeros.Count(zeros => zeros == _samples) : double.NaN;

    /// <summary>Units whose mean |output| is at most 0.025 of the layer's mean of it; all, if all outputs are 0.</summary>
    public double DormantCount() => _magnitude.Count(magnitude => magnitude <= _dormantUpTo);

    private void WriteMeans(double[] sums, Span<float> destination)
    {
        for (var i = 0; i < units; i++) destination[i] = (float)(sums[i] / _samples);
    }
}
