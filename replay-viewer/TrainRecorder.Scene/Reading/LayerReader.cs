using TrainRecorder.Recording;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Reading;

/// <summary>Reads what is seen of a layer at an epoch.</summary>
/// <param name="recording">The recording.</param>
/// <param name="reader">Reads it.</param>
/// <param name="network">The network as recorded.</param>
/// <param name="needs">What must be read.</param>
/// <param name="input">The input, which never changes.</param>
internal sealed class LayerReader(RecordingReader recording, ForgivingReader reader, NetworkShape network, ReadingNeeds needs, InputMean? input)
{
    public async Task<LayerFrame> ReadAsync(int index, int epoch, CancellationToken cancellationToken)
    {
        LayerShape layer = network.Layers[index];
        if (index == 0)
            return new LayerFrame { MeanActivation = input?.Values, Activation = input?.Values };
        float[]? weight = needs.Weights && layer.WeightShape.Count > 0 ? await Floats("weight").ConfigureAwait(false) : null;
        return new LayerFrame
        {
            Weight = weight,
            Edge = needs.EdgeBy != EdgeQuantity.Weight && needs.Weights ? await EdgeAsync(index, epoch, weight, cancellationToken).ConfigureAwait(false) : null,
            WeightDamaged = reader.IsDamaged(layer.Name + ".weight", epoch),
            Bias = needs.Bias ? await Floats("bias").ConfigureAwait(false) : null,
            Saturation = layer.HasSaturation ? await Floats("saturation").ConfigureAwait(false) : null,
            SaturatedFraction = needs.SaturatedFraction ? await Floats("saturated_fraction").ConfigureAwait(false) : null,
            ZeroFraction = needs.ZeroFraction ? await Floats("zero_fraction").ConfigureAwait(false) : null,
            MeanActivation = needs.Mean(layer) ? await Floats("mean_activation").ConfigureAwait(false) : null,
            Activation = needs.Map(layer) ? await MapAsync(layer, epoch, cancellationToken).ConfigureAwait(false) : null,
            DeadUnits = layer.HasSaturation ? await DeadAsync(layer, epoch, cancellationToken).ConfigureAwait(false) : null,
        };

        Task<float[]?> Floats(string column) => reader.FloatsAsync($"{layer.Name}.{column}", epoch, cancellationToken);
    }

    /// <summary>What edges into a layer show, in the shape of its weights; null if it was not recorded.</summary>
    public async Task<float[]?> EdgeAsync(int index, int epoch, float[]? weight, CancellationToken cancellationToken)
    {
        LayerShape layer = network.Layers[index];
        if (layer.WeightShape.Count < 2)
            return null;
        return needs.EdgeBy switch
        {
            EdgeQuantity.Weight => weight,
            EdgeQuantity.Gradient => await reader.FloatsAsync(layer.Name + ".weight_gradient", epoch, cancellationToken).ConfigureAwait(false),
            EdgeQuantity.Change => await ChangeAsync(layer, epoch, weight, cancellationToken).ConfigureAwait(false),
            _ => await ContributionAsync(index, epoch, weight, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>What is shown of the activation of every place.</summary>
    public async Task<float[]?> MapAsync(LayerShape layer, int epoch, CancellationToken cancellationToken) =>
        await reader.FloatsAsync(layer.Name + ".activation", epoch, cancellationToken).ConfigureAwait(false) is { } activations
            ? ProbeActivation.Choose(activations, layer.Units, needs.Sample)
            : null;

    private async Task<float[]?> ChangeAsync(LayerShape layer, int epoch, float[]? weight, CancellationToken cancellationToken)
    {
        int before = Before(epoch);
        if (weight is null || before < 0
            || await reader.FloatsAsync(layer.Name + ".weight", before, cancellationToken).ConfigureAwait(false) is not { } old)
            return null;
        float[] change = new float[weight.Length];
        for (int place = 0; place < change.Length; place++)
            change[place] = weight[place] - old[place];
        return change;
    }

    /// <summary>The epoch recorded before; -1 if it is the first.</summary>
    private int Before(int epoch)
    {
        int before = -1;
        foreach (int known in recording.Epochs)
        {
            if (known >= epoch)
                break;
            before = known;
        }
        return before;
    }

    private async Task<float[]?> ContributionAsync(int index, int epoch, float[]? weight, CancellationToken cancellationToken)
    {
        LayerShape layer = network.Layers[index];
        int from = layer.Inputs.Count > 0 ? layer.Inputs[0] : index - 1;
        if (weight is null || await SourceAsync(from, epoch, cancellationToken).ConfigureAwait(false) is not { } activation)
            return null;
        int inner = layer.WeightShape.Skip(2).Aggregate(1, (product, axis) => product * axis), inputs = layer.WeightShape[1];
        if (activation.Length % inputs != 0 && inputs % activation.Length != 0)
            return null;
        float[] contribution = new float[weight.Length];
        for (int place = 0; place < weight.Length; place++)
        {
            int column = place / inner % inputs;
            contribution[place] = weight[place] * activation[(int)((long)column * activation.Length / inputs)];
        }
        return contribution;
    }

    /// <summary>What a layer gives to the next: on the sample or on average; of a convolution a value a channel.</summary>
    private async Task<float[]?> SourceAsync(int from, int epoch, CancellationToken cancellationToken)
    {
        if (from == 0)
            return input?.Seen;
        LayerShape layer = network.Layers[from];
        return needs.Sample is null
            ? await reader.FloatsAsync(layer.Name + ".mean_activation", epoch, cancellationToken).ConfigureAwait(false)
            : await MapAsync(layer, epoch, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int?> DeadAsync(LayerShape layer, int epoch, CancellationToken cancellationToken)
    {
        string path = layer.Name + ".summary";
        int place = recording.Schema.Find(path)?.Info.Labels.IndexOf("dead_count") ?? -1;
        if (place < 0 || await reader.DoublesAsync(path, epoch, cancellationToken).ConfigureAwait(false) is not { } summary)
            return null;
        return double.IsFinite(summary[place]) ? (int)summary[place] : null;
    }
}
