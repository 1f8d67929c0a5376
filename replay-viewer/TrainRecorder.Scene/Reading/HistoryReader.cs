using System.Runtime.CompilerServices;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Reading;

/// <summary>Reads what is seen of a whole recording, an epoch at a time.</summary>
/// <remarks>
/// Curves are read at every epoch. Of saturation and mean activation, which fill a chart of some hundred pixels, at most
/// <see cref="UnitEpochs"/> epochs are kept; of weights, which fix the scale of widths, at most <see cref="WeightEpochs"/> are read: always
/// the first and the last, and others evenly between. A weight that is larger at an epoch in between is drawn at full width.
/// </remarks>
internal sealed class HistoryReader(RecordingReader recording, NetworkShape network, InputMean? input)
{
    public const int UnitEpochs = 400;
    public const int WeightEpochs = 17;

    private static readonly HashSet<string> s_notScores = ["loss", "learning_rate", "gradient_norm"];

    public async Task<RunHistory> ReadAsync(CancellationToken cancellationToken)
    {
        string score = Score();
        IReadOnlyList<int> unitEpochs = EpochSpread.Choose(recording.Epochs, UnitEpochs);
        return new RunHistory
        {
            Name = recording.Manifest.Job?.Name is { Length: > 0 } name ? name : recording.Manifest.Run,
            Epochs = recording.Epochs,
            TrainLoss = await CurveAsync("train.loss", cancellationToken).ConfigureAwait(false),
            ValidationLoss = await CurveAsync("validation.loss", cancellationToken).ConfigureAwait(false),
            Score = score,
            TrainScore = await CurveAsync("train." + score, cancellationToken).ConfigureAwait(false),
            ValidationScore = await CurveAsync("validation." + score, cancellationToken).ConfigureAwait(false),
            Saturation = await SaturationAsync(unitEpochs, cancellationToken).ConfigureAwait(false),
            Weights = await WeightsAsync(cancellationToken).ConfigureAwait(false),
            Activations = await ActivationsAsync(unitEpochs, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>The first score that is recorded beside the loss; empty if there is none.</summary>
    private string Score() => recording.Schema.Columns.Select(column => column.Path.Split('.'))
        .FirstOrDefault(parts => parts is ["train" or "validation", _] && !s_notScores.Contains(parts[1]))?[1] ?? "";

    private async Task<Curve> CurveAsync(string path, CancellationToken cancellationToken) => recording.Schema.Find(path) is null
        ? Curve.Empty
        : new Curve(await recording.ReadScalarsAsync(path, cancellationToken).ConfigureAwait(false));

    private async Task<List<SaturationHistory>> SaturationAsync(IReadOnlyList<int> epochs, CancellationToken cancellationToken)
    {
        List<SaturationHistory> histories = [];
        for (int index = 0; index < network.Layers.Count; index++)
        {
            LayerShape layer = network.Layers[index];
            if (!layer.HasSaturation)
                continue;
            float[] values = new float[epochs.Count * layer.Units];
            Array.Fill(values, float.NaN);
            int row = 0;
            await foreach (float[]? read in AtAsync(layer.Name + ".saturation", epochs, cancellationToken).ConfigureAwait(false))
            {
                read?.CopyTo(values, layer.Units * row);
                row++;
            }
            histories.Add(new SaturationHistory(index, epochs, values));
        }
        return histories;
    }

    private async Task<WeightRange?[]> WeightsAsync(CancellationToken cancellationToken)
    {
        WeightRange?[] ranges = new WeightRange?[network.Layers.Count];
        foreach (int epoch in EpochSpread.Choose(recording.Epochs, WeightEpochs))
        {
            for (int index = 0; index < ranges.Length; index++)
            {
                if (network.Layers[index] is { HasWeights: true } layer
                    && await recording.ReadFloatsAsync(layer.Name + ".weight", epoch, cancellationToken).ConfigureAwait(false) is { } weights)
                    ranges[index] = WeightRange.Of(weights, layer.Units).Union(ranges[index]);
            }
        }
        return ranges;
    }

    private async Task<ActivationRange?[]> ActivationsAsync(IReadOnlyList<int> epochs, CancellationToken cancellationToken)
    {
        ActivationRange?[] ranges = new ActivationRange?[network.Layers.Count];
        if (input is not null)
            ranges[0] = ActivationRange.Of(input.Values, input.InDataUnits);
        for (int index = 1; index < ranges.Length; index++)
        {
            string path = network.Layers[index].Name + ".mean_activation";
            if (network.Layers[index].HasSaturation || recording.Schema.Find(path) is null)
                continue;
            await foreach (float[]? means in AtAsync(path, epochs, cancellationToken).ConfigureAwait(false))
                ranges[index] = ActivationRange.Of(means)?.Union(ranges[index]) ?? ranges[index];
        }
        return ranges;
    }

    /// <summary>A column at some epochs, in order. Goes through all of them once, which reads every chunk of the file once, however many epochs it holds.</summary>
    private async IAsyncEnumerable<float[]?> AtAsync(
        string path, IReadOnlyList<int> epochs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int next = 0;
        EpochRange all = new(epochs[0], epochs[^1]);
        await foreach ((int epoch, float[]? values) in recording.ReadFloatsAsync(path, all, cancellationToken).ConfigureAwait(false))
        {
            if (epoch != epochs[next])
                continue;
            yield return values;
            next++;
        }
    }
}
