using System.Runtime.Intrinsics;
using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Layers;

namespace TrainRecorder.Training.Observation;

/// <summary>What the probe says of each unit of a layer (DESIGN: definitions). Of a channel every place of every sample counts alike.</summary>
/// <param name="shape">What the layer gives for one sample.</param>
/// <param name="rule">How saturation is measured; null if the layer cannot saturate.</param>
internal sealed class UnitStatistics(TensorShape shape, SaturationRule? rule)
{
    /// <summary>Mean magnitude of a unit, as a share of the layer's, up to which it is dormant (Sokar et al. 2023, arXiv 2302.12902).</summary>
    private const double DormantUpTo = 0.025;

    private readonly double[] _saturation = new double[shape.Units];
    private readonly double[] _saturated = new double[shape.Units];
    private readonly double[] _sum = new double[shape.Units];
    private readonly double[] _magnitude = new double[shape.Units];
    private readonly double[] _zeros = new double[shape.Units];
    private int _values;
    private double _dormantUpTo;

    /// <summary>Goes through the activations.</summary>
    /// <param name="activation"><c>[probe, values]</c>.</param>
    /// <param name="sums">The sums before the activation, <c>[probe, values]</c>; needed if saturation is measured from them.</param>
    public void Take(ReadOnlySpan<float> activation, ReadOnlySpan<float> sums = default)
    {
        foreach (var array in (double[][])[_saturation, _saturated, _sum, _magnitude, _zeros]) Array.Clear(array);
        var (units, stride) = (shape.Units, shape.UnitStride);
        _values = activation.Length / units;
        if (stride == 1)
        {
            for (var i = 0; i < activation.Length; i += units)
                TakeSample(activation.Slice(i, units), rule is null ? default : (rule.OfSums ? sums : activation).Slice(i, units));
            _dormantUpTo = DormantUpTo * MeanMagnitude();
            return;
        }
        for (var i = 0; i < activation.Length; i += stride)
        {
            var unit = i / stride % units;
            TakeRun(unit, activation.Slice(i, stride));
            if (rule is not null) TakeSaturation(unit, (rule.OfSums ? sums : activation).Slice(i, stride));
        }
        _dormantUpTo = DormantUpTo * MeanMagnitude();
    }

    /// <summary>The mean of |g'|, or the share of the probe in the flat part.</summary>
    public void WriteSaturation(Span<float> destination) => WriteMeans(_saturation, destination);

    /// <summary>The share of the probe where |g'| &gt; 0.97, or in the flat part.</summary>
    public void WriteSaturatedFraction(Span<float> destination) => WriteMeans(_saturated, destination);

    /// <summary>The mean output.</summary>
    public void WriteMeanActivation(Span<float> destination) => WriteMeans(_sum, destination);

    /// <summary>The share of the probe where the output is exactly 0.</summary>
    public void WriteZeroFraction(Span<float> destination) => WriteMeans(_zeros, destination);

    /// <summary>In the flat part on every sample, where a NaN is not; false for activations without a flat part.</summary>
    public bool IsDead(int unit) => rule is { IsFlatness: true } && _saturated[unit] == _values;

    /// <summary>A bounded activation, and |g'| &gt; 0.97 on more than half of the samples.</summary>
    public bool IsSaturated(int unit) => rule is { IsFlatness: false } && _saturated[unit] * 2 > _values;

    /// <summary>The mean |output| is at most 0.025 of the layer's mean of it, over units with finite outputs only; true if all outputs are 0.</summary>
    public bool IsDormant(int unit) => _magnitude[unit] <= _dormantUpTo;

    /// <summary>An output of the unit is not finite.</summary>
    public bool IsBroken(int unit) => !double.IsFinite(_magnitude[unit]);

    /// <summary>Units in the flat part on every sample; NaN for activations without a flat part.</summary>
    public double DeadCount() => rule is { IsFlatness: true } ? _saturated.Count(count => count == _values) : double.NaN;

    /// <summary>How many are dormant; all, if all outputs are 0.</summary>
    public double DormantCount() => _magnitude.Count(magnitude => magnitude <= _dormantUpTo);

    // Of the units whose outputs are finite, so that one that explodes does not make the others look dormant.
    private double MeanMagnitude()
    {
        var (sum, count) = (0.0, 0);
        foreach (var magnitude in _magnitude)
        {
            if (!double.IsFinite(magnitude)) continue;
            sum += magnitude;
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }

    // The values of all units for one sample: each unit's sums take them in the order of the samples, as in runs.
    private void TakeSample(ReadOnlySpan<float> values, ReadOnlySpan<float> saturating)
    {
        var i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            var eight = Vector256.Create(values[i..]);
            var (low, high) = Vector256.Widen(eight);
            var (lowZeros, highZeros) = Vector256.Widen(Vector256.Equals(eight, default).AsInt32());
            Add(_sum, i, low, high);
            Add(_magnitude, i, Vector256.Abs(low), Vector256.Abs(high));
            Add(_zeros, i, lowZeros.AsDouble() & Vector256<double>.One, highZeros.AsDouble() & Vector256<double>.One);
        }
        for (; i < values.Length; i++) TakeRun(i, values.Slice(i, 1));
        rule?.Add(saturating, _saturation, _saturated);
    }

    private static void Add(double[] sums, int first, Vector256<double> low, Vector256<double> high)
    {
        (Vector256.Create(sums, first) + low).CopyTo(sums, first);
        (Vector256.Create(sums, first + 4) + high).CopyTo(sums, first + 4);
    }

    private void TakeRun(int unit, ReadOnlySpan<float> values)
    {
        foreach (double g in values)
        {
            _sum[unit] += g;
            _magnitude[unit] += Math.Abs(g);
            if (g == 0) _zeros[unit]++;
        }
    }

    private void TakeSaturation(int unit, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            var saturation = rule!.Of(value);
            _saturation[unit] += saturation;
            if (SaturationRule.IsSaturated(saturation)) _saturated[unit]++;
        }
    }

    private void WriteMeans(double[] sums, Span<float> destination)
    {
        for (var i = 0; i < sums.Length; i++) destination[i] = (float)(sums[i] / _values);
    }
}
