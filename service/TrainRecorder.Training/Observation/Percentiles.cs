namespace TrainRecorder.Training.Observation;

/// <summary>Percentiles of the finite values of a tensor, between neighbours in proportion, as numpy's default.</summary>
internal sealed class Percentiles
{
    private float[] _sorted = [];
    private int _count;

    /// <summary>Takes and sorts the values.</summary>
    public void Take(ReadOnlySpan<float> values)
    {
        if (_sorted.Length < values.Length) _sorted = new float[values.Length];
        _count = 0;
        foreach (var value in values)
        {
            if (float.IsFinite(value)) _sorted[_count++] = value;
        }
        _sorted.AsSpan(0, _count).Sort();
    }

    /// <summary>A percentile of what was last taken; NaN if there was nothing finite.</summary>
    /// <param name="percent">0 to 100.</param>
    public double Of(double percent)
    {
        if (_count == 0) return double.NaN;
        var place = percent / 100 * (_count - 1);
        var low = (int)place;
        var high = Math.Min(low + 1, _count - 1);
        return _sorted[low] + ((place - low) * ((double)_sorted[high] - _sorted[low]));
    }
}
