using TrainRecorder.Recording;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Reading;

/// <summary>Reads what is seen of a whole recording, an epoch at a time.</summary>
/// <remarks>
/// Curves are read at every epoch. Of saturation and mean activation, which fill a chart of some hundred pixels, at most
/// <see cref="UnitEpochs"/> epochs are kept; of weights and activations of whole images, which fix scales, at most <see cref="WeightEpochs"/>
/// are read: always the first and the last, and others evenly between. A weight that is larger at an epoch in between is drawn at full width.
/// </remarks>
internal sealed class HistoryReader(RecordingReader recording, ForgivingReader reader, LayerReader layers, DrawnNetwork drawn, NetworkShape network, ReadingNeeds needs)
{
    public const int UnitEpochs = 400;
    public const int WeightEpochs = 17;

    private static readonly HashSet<string> s_notScores = ["loss", "learning_rate", "gradient_norm", "best_epoch"];

    private readonly IReadOnlyList<int> _unitEpochs = EpochSpread.Choose(recording.Epochs, UnitEpochs);
    private readonly IReadOnlyList<int> _weightEpochs = EpochSpread.Choose(recording.Epochs, WeightEpochs);

    public async Task<RunHistory> ReadAsync(InputMean? input, CancellationToken cancellationToken)
    {
        string score = Score();
        return new RunHistory
        {
            Name = recording.Manifest.Job?.Name is { Length: > 0 } name ? name : recording.Manifest.Run,
            Epochs = recording.Epochs,
            TrainLoss = await CurveAsync("train.loss", cancellationToken).ConfigureAwait(false),
            ValidationLoss = await CurveAsync("validation.loss", cancellationToken).ConfigureAwait(false),
            Score = score,
            TrainScore = await CurveAsync("train." + score, cancellationToken).ConfigureAwait(false),
            ValidationScore = await CurveAsync("validation." + score, cancellationToken).ConfigureAwait(false),
            Saturation = await SaturationAsync(cancellationToken).ConfigureAwait(false),
            Weights = await WeightsAsync(cancellationToken).ConfigureAwait(false),
            Activations = await RangesAsync("mean_activation", Range(input), needs.Mean, cancellationToken).ConfigureAwait(false),
            Biases = await RangesAsync("bias", null, _ => needs.Bias, cancellationToken).ConfigureAwait(false),
            Maps = await MapsAsync(Range(input), cancellationToken).ConfigureAwait(false),
        };
    }

    private static ActivationRange? Range(InputMean? input) => input is null ? null : ActivationRange.Of(input.Values, input.InDataUnits);

    /// <summary>The first score that is recorded beside the loss; empty if there is none.</summary>
    private string Score() => recording.Schema.Columns.Where(column => column.Info.Type == "double").Select(column => column.Path.Split('.'))
        .FirstOrDefault(parts => parts is ["train" or "validation", _] && !s_notScores.Contains(parts[1]))?[1] ?? "";

    private async Task<Curve> CurveAsync(string path, CancellationToken cancellationToken) =>
        await reader.ScalarsAsync(path, cancellationToken).ConfigureAwait(false) is { Length: > 0 } values ? new Curve(values) : Curve.Empty;

    private async Task<List<SaturationHistory>> SaturationAsync(CancellationToken cancellationToken)
    {
        List<SaturationHistory> histories = [];
        for (int index = 0; index < network.Layers.Count; index++)
        {
            string path = network.Layers[index].Name + ".saturation";
            if (!network.Layers[index].HasSaturation || recording.Schema.Find(path) is not { } column)
                continue;
            float[] values = new float[_unitEpochs.Count * column.Length];
            Array.Fill(values, float.NaN);
            await reader.EachAsync(path, _unitEpochs, (row, read) => read.CopyTo(values, column.Length * row), cancellationToken).ConfigureAwait(false);
            if (values.AsSpan().ContainsAnyExcept(float.NaN))
                histories.Add(new SaturationHistory(index, _unitEpochs, values));
        }
        return histories;
    }

    private async Task<WeightRange?[]> WeightsAsync(CancellationToken cancellationToken)
    {
        WeightRange?[] ranges = new WeightRange?[network.Layers.Count];
        for (int place = 0; place < drawn.Recorded.Count && needs.Weights; place++)
        {
            int index = drawn.Recorded[place];
            if (drawn.WireOf(place) is not { } wire)
                continue;
            foreach (int epoch in _weightEpochs)
            {
                bool own = needs.EdgeBy == EdgeQuantity.Gradient;
                float[]? weight = own ? null : await reader.FloatsAsync(network.Layers[index].Name + ".weight", epoch, cancellationToken).ConfigureAwait(false);
                if (await layers.EdgeAsync(index, epoch, weight, cancellationToken).ConfigureAwait(false) is { } edges)
                    ranges[index] = (WeightRange.Of(wire.Matrix(edges), wire.UnitsTo, needs.Edges) with { LargestSingle = WeightRange.LargestOf(edges) }).Union(ranges[index]);
            }
        }
        return ranges;
    }

    private async Task<ActivationRange?[]> RangesAsync(
        string column, ActivationRange? input, Func<LayerShape, bool> isNeeded, CancellationToken cancellationToken)
    {
        ActivationRange?[] ranges = new ActivationRange?[network.Layers.Count];
        ranges[0] = input;
        for (int index = 1; index < ranges.Length; index++)
        {
            if (!isNeeded(network.Layers[index]))
                continue;
            ActivationRange? range = null;
            await reader.EachAsync(
                $"{network.Layers[index].Name}.{column}",
                _unitEpochs,
                (_, values) => range = ActivationRange.Of(values)?.Union(range) ?? range,
                cancellationToken).ConfigureAwait(false);
            ranges[index] = range;
        }
        return ranges;
    }

    private async Task<ActivationRange?[]> MapsAsync(ActivationRange? input, CancellationToken cancellationToken)
    {
        ActivationRange?[] ranges = new ActivationRange?[network.Layers.Count];
        ranges[0] = input;
        for (int index = 1; index < ranges.Length; index++)
        {
            if (!needs.Map(network.Layers[index]))
                continue;
            foreach (int epoch in _weightEpochs)
            {
                if (await layers.MapAsync(network.Layers[index], epoch, cancellationToken).ConfigureAwait(false) is { } values)
                    ranges[index] = ActivationRange.Of(values)?.Union(ranges[index]) ?? ranges[index];
            }
        }
        return ranges;
    }
}
