using TrainRecorder.Recording;
using TrainRecorder.Training.Layers;

namespace TrainRecorder.Training.Observation;

/// <summary>Finishes what a row says of one layer. On the writer's thread.</summary>
internal sealed class LayerObserver(NetworkLayer layer)
{
    /// <summary>Statistics of a tensor in the summary.</summary>
    private const int TensorStatistics = 8;

    private readonly UnitStatistics _units = new(layer.Output, layer.Activation.Saturation);
    private readonly Percentiles _percentiles = new();
    private readonly UnitDirections _directions = new(layer.Output);

    /// <summary>Works out the unit statistics and the summary from the values that are in the row.</summary>
    /// <param name="row">With the layer's parameters and activations.</param>
    /// <param name="columns">Of the layer.</param>
    /// <param name="sums">The sums before the activation, where saturation is measured from them.</param>
    /// <param name="updateRatios">Of the layer's parameters.</param>
    /// <param name="spectrum">Effective dimension and rank are due.</param>
    public void Finish(EpochRow row, LayerColumns columns, float[]? sums, ReadOnlySpan<double> updateRatios, bool spectrum)
    {
        ReadOnlySpan<float> activation = row.Floats(columns.Activation);
        _units.Take(activation, sums);
        if (layer.Activation.Saturation is not null)
        {
            _units.WriteSaturation(row.Floats(columns.Saturation));
            _units.WriteSaturatedFraction(row.Floats(columns.SaturatedFraction));
        }
        _units.WriteMeanActivation(row.Floats(columns.MeanActivation));
        _units.WriteZeroFraction(row.Floats(columns.ZeroFraction));

        // In the order of StandardColumns.SummaryStatistics.
        var summary = row.Doubles(columns.Summary);
        var next = 0;
        AddTensor(summary, ref next, row, columns.Weight, ref updateRatios);
        AddTensor(summary, ref next, row, columns.Bias, ref updateRatios);
        var values = ValueStatistics.Of(activation);
        _percentiles.Take(activation);
        Add(summary, ref next, values.Mean, values.Deviation);
        Add(summary, ref next, _percentiles.Of(2), _percentiles.Of(25), _percentiles.Of(50), _percentiles.Of(75), _percentiles.Of(98));
        Add(summary, ref next, values.NonFinite, _units.DeadCount(), _units.DormantCount());
        var dimensions = spectrum ? _directions.Of(activation) : new Spectrum(double.NaN, double.NaN);
        Add(summary, ref next, dimensions.EffectiveDimension, dimensions.EffectiveRank);
    }

    private static void AddTensor(Span<double> summary, ref int next, EpochRow row, RecordingColumn? column, ref ReadOnlySpan<double> updateRatios)
    {
        if (column is null)
        {
            summary.Slice(next, TensorStatistics).Fill(double.NaN);
            next += TensorStatistics;
            return;
        }
        var of = ValueStatistics.Of(row.Floats(column));
        Add(summary, ref next, of.Mean, of.Deviation, of.Smallest, of.Largest, of.Norm, of.Zeros, of.NonFinite, updateRatios[0]);
        updateRatios = updateRatios[1..];
    }

    private static void Add(Span<double> summary, ref int next, params ReadOnlySpan<double> values)
    {
        values.CopyTo(summary[next..]);
        next += values.Length;
    }
}
