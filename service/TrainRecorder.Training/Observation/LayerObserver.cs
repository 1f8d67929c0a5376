using TrainRecorder.Recording;
using TrainRecorder.Training.Diagnostics;
using TrainRecorder.Training.Layers;

namespace TrainRecorder.Training.Observation;

/// <summary>Finishes what a row says of one layer. On the writer's thread.</summary>
internal sealed class LayerObserver(NetworkLayer layer)
{
    private readonly UnitStatistics _units = new(layer.Units, layer.Activation.Saturation);
    private readonly Percentiles _percentiles = new();
    private readonly double[] _summary = new double[StandardColumns.SummaryStatistics.Count];

    /// <summary>What was found at the last row.</summary>
    public LayerEvidence Evidence { get; } = new(layer);

    /// <summary>Works out the unit statistics and the summary from the values that are in the row.</summary>
    /// <param name="row">With the layer's parameters and activations.</param>
    /// <param name="columns">Of the layer.</param>
    /// <param name="snapshot">The row's.</param>
    /// <param name="firstParameter">The number of the layer's first parameter in the network.</param>
    public void Finish(EpochRow row, LayerColumns columns, EpochSnapshot snapshot, int firstParameter)
    {
        ReadOnlySpan<float> activation = snapshot.Floats(row, columns.Activation);
        _units.Take(activation);
        if (layer.Activation.Saturation is not null)
        {
            if (columns.Saturation is { } saturation) _units.WriteSaturation(row.Floats(saturation));
            if (columns.SaturatedFraction is { } fraction) _units.WriteSaturatedFraction(row.Floats(fraction));
        }
        if (columns.MeanActivation is { } mean) _units.WriteMeanActivation(row.Floats(mean));
        if (columns.ZeroFraction is { } zeros) _units.WriteZeroFraction(row.Floats(zeros));

        // In the order of StandardColumns.SummaryStatistics.
        var summary = columns.Summary is { } column ? row.Doubles(column) : _summary;
        var next = 0;
        Evidence.Begin(_units);
        for (var i = 0; i < columns.Parameters.Count; i++)
        {
            var parameter = snapshot.Floats(row, columns.Parameters[i]);
            var of = ValueStatistics.Of(parameter);
            var ratio = snapshot.UpdateRatios[firstParameter + i];
            Add(summary, ref next, of.Mean, of.Deviation, of.Smallest, of.Largest, of.Norm, of.Zeros, of.NonFinite, ratio);
            Evidence.Take(layer.Parameters[i], parameter, of.NonFinite, ratio);
            if (snapshot.HasGradients) Evidence.TakeGradient(layer.Parameters[i], snapshot.Floats(row, columns.Gradients[i]));
        }
        var values = ValueStatistics.Of(activation);
        _percentiles.Take(activation);
        Add(summary, ref next, values.Mean, values.Deviation);
        Add(summary, ref next, _percentiles.Of(2), _percentiles.Of(25), _percentiles.Of(50), _percentiles.Of(75), _percentiles.Of(98));
        Add(summary, ref next, values.NonFinite, _units.DeadCount(), _units.DormantCount());
        var dimensions = snapshot.Spectrum ? Spectrum.Of(activation, layer.Units) : new Spectrum(double.NaN, double.NaN);
        Add(summary, ref next, dimensions.EffectiveDimension, dimensions.EffectiveRank);
        Evidence.Take(values, dimensions);
    }

    private static void Add(Span<double> summary, ref int next, params ReadOnlySpan<double> values)
    {
        values.CopyTo(summary[next..]);
        next += values.Length;
    }
}
