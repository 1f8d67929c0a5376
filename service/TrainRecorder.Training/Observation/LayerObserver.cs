using TrainRecorder.Recording;
using TrainRecorder.Training.Diagnostics;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Networks;

namespace TrainRecorder.Training.Observation;

/// <summary>Finishes what a row says of one layer. On the writer's thread.</summary>
internal sealed class LayerObserver(NetworkLayer layer)
{
    /// <summary>Statistics of a tensor in the summary.</summary>
    private const int TensorStatistics = 8;

    private readonly UnitStatistics _units = new(layer.Output, layer.Activation.Saturation);
    private readonly Percentiles _percentiles = new();
    private readonly double[] _summary = new double[StandardColumns.SummaryStatistics.Count];
    private readonly UnitDirections _directions = new(layer.Output);

    /// <summary>What was found at the last row.</summary>
    public LayerEvidence Evidence { get; } = new(layer);

    /// <summary>Works out the unit statistics and the summary from the values that are in the row.</summary>
    /// <param name="row">With the layer's parameters and activations.</param>
    /// <param name="snapshot">The row's.</param>
    /// <param name="index">The number of the layer in the network.</param>
    /// <param name="firstParameter">The number of its first parameter in the network.</param>
    public void Finish(EpochRow row, EpochSnapshot snapshot, int index, int firstParameter)
    {
        var columns = snapshot.Columns.Layers[index];
        ReadOnlySpan<float> activation = snapshot.Floats(row, columns.Activation);
        _units.Take(activation, snapshot.Sums[index]);
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
        AddParameter(summary, ref next, row, snapshot, layer.Weight, ref firstParameter);
        AddParameter(summary, ref next, row, snapshot, layer.Bias, ref firstParameter);
        var values = ValueStatistics.Of(activation);
        _percentiles.Take(activation);
        Add(summary, ref next, values.Mean, values.Deviation);
        Add(summary, ref next, _percentiles.Of(2), _percentiles.Of(25), _percentiles.Of(50), _percentiles.Of(75), _percentiles.Of(98));
        Add(summary, ref next, values.NonFinite, _units.DeadCount(), _units.DormantCount());
        var dimensions = snapshot.Spectrum ? _directions.Of(activation) : new Spectrum(double.NaN, double.NaN);
        Add(summary, ref next, dimensions.EffectiveDimension, dimensions.EffectiveRank);
        Evidence.Take(values, dimensions);
    }

    private void AddParameter(Span<double> summary, ref int next, EpochRow row, EpochSnapshot snapshot, Parameter? parameter, ref int index)
    {
        if (parameter is null)
        {
            summary.Slice(next, TensorStatistics).Fill(double.NaN);
            next += TensorStatistics;
            return;
        }
        // A network's tensors begin with its parameters.
        ReadOnlySpan<float> values = snapshot.Floats(row, snapshot.Columns.Tensors[index]);
        var of = ValueStatistics.Of(values);
        var ratio = snapshot.UpdateRatios[index];
        Add(summary, ref next, of.Mean, of.Deviation, of.Smallest, of.Largest, of.Norm, of.Zeros, of.NonFinite, ratio);
        Evidence.Take(parameter, values, of.NonFinite, ratio);
        if (snapshot.HasGradients) Evidence.TakeGradient(parameter, snapshot.Floats(row, snapshot.Columns.Gradients[index]));
        index++;
    }

    private static void Add(Span<double> summary, ref int next, params ReadOnlySpan<double> values)
    {
        values.CopyTo(summary[next..]);
        next += values.Length;
    }
}
