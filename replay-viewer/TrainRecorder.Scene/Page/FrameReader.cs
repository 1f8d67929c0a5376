using System.Globalization;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>
/// Reads of an epoch what a page shows: of each layer every column that has one value a unit, and the weights. What a sparse schedule left out
/// at an epoch is as it was when it was last recorded.
/// </summary>
/// <remarks>Safe for several threads. Only the columns asked for are read.</remarks>
internal sealed class FrameReader
{
    private readonly RecordingReader _recording;
    private readonly NetworkShape _network;
    private readonly IReadOnlyList<PageLink> _links;
    private readonly InputMean? _input;
    private readonly IReadOnlyList<string>[] _quantities;
    private readonly int _probes;

    public FrameReader(RecordingReader recording, NetworkShape network, IReadOnlyList<PageLink> links, InputMean? input)
    {
        (_recording, _network, _links, _input) = (recording, network, links, input);
        _quantities = [.. network.Layers.Select(Quantities)];
        _probes = recording.Schema.Find("probe.sample")?.Length ?? 0;
    }

    /// <summary>What the samples of the probe are called: their row in the data, and their class where it is known. Empty if activations are not recorded.</summary>
    public async Task<IReadOnlyList<string>> SamplesAsync(CancellationToken cancellationToken)
    {
        if (_probes == 0 || !Enumerable.Range(1, _network.Layers.Count - 1).Any(HasActivations))
            return [];
        int first = _recording.Epochs[0];
        long[]? rows = await _recording.ReadIntegersAsync("probe.sample", first, cancellationToken).ConfigureAwait(false);
        float[]? targets = _recording.Schema.Find("probe.target") is null
            ? null : await _recording.ReadFloatsAsync("probe.target", first, cancellationToken).ConfigureAwait(false);
        IList<string> classes = _recording.Manifest.Data?.Classes ?? [];
        return [.. Enumerable.Range(0, _probes).Select(sample => Name(rows?[sample] ?? sample, targets?[sample], classes))];
    }

    /// <summary>Reads an epoch.</summary>
    /// <exception cref="RecordingException">There is no such epoch, or it is damaged.</exception>
    public async Task<PageFrame> ReadAsync(int epoch, PageSelection selection, CancellationToken cancellationToken)
    {
        PageLayerFrame[] layers = new PageLayerFrame[_network.Layers.Count];
        for (int layer = 0; layer < layers.Length; layer++)
            layers[layer] = await ReadLayerAsync(layer, epoch, selection, cancellationToken).ConfigureAwait(false);
        return new PageFrame(epoch, layers);
    }

    private static string Name(long row, float? target, IList<string> classes)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"sample {row}");
        if (target is not { } value || !float.IsFinite(value))
            return name;
        string meaning = value >= 0 && value < classes.Count && value == MathF.Floor(value) ? classes[(int)value] : value.ToString("G4", CultureInfo.InvariantCulture);
        return $"{name}: {meaning}";
    }

    /// <summary>The columns of a layer that have one value a unit.</summary>
    private List<string> Quantities(LayerShape layer)
    {
        string prefix = layer.Name + ".";
        return
        [
            .. _recording.Schema.Columns
                .Where(column => column.Path.StartsWith(prefix, StringComparison.Ordinal) && column.Length == layer.Units
                    && column.Info is { Type: "list<float>", Shape.Count: 1, Schedule: not ("never" or "first") })
                .Select(column => column.Path[prefix.Length..]),
        ];
    }

    private bool HasActivations(int layer) => _recording.Schema.Find(_network.Layers[layer].Name + ".activation") is { } column
        && column.Length % (_probes * _network.Layers[layer].Units) == 0 && column.Info.Schedule != "never";

    private async Task<PageLayerFrame> ReadLayerAsync(int index, int epoch, PageSelection selection, CancellationToken cancellationToken)
    {
        string name = _network.Layers[index].Name;
        Dictionary<string, float[]> units = [];
        if (index == 0 && _input is not null)
            units["mean_activation"] = Means(_input.Values, _network.Layers[0].Units);
        foreach (string quantity in _quantities[index])
        {
            if (await ReadAsync($"{name}.{quantity}", epoch, cancellationToken).ConfigureAwait(false) is { } values)
                units[quantity] = values;
        }
        PageLink? link = _links.FirstOrDefault(candidate => candidate.To == index);
        double[]? summary = index > 0 && _recording.Schema.Find(name + ".summary") is not null
            ? await _recording.ReadDoublesAsync(name + ".summary", LastRecorded(name + ".summary", epoch), cancellationToken).ConfigureAwait(false) : null;
        return new PageLayerFrame
        {
            Units = units,
            Samples = await ReadSamplesAsync(index, epoch, selection.Samples, cancellationToken).ConfigureAwait(false),
            Weight = link is not null && selection.Weights ? await ReadLinesAsync(link, link.Column, epoch, cancellationToken).ConfigureAwait(false) : null,
            Gradient = link is { HasGradient: true } && selection.Gradients
                ? await ReadLinesAsync(link, link.Column + "_gradient", epoch, cancellationToken).ConfigureAwait(false) : null,
            Dead = Statistic(name, summary, "dead_count"),
            Dormant = Statistic(name, summary, "dormant_count"),
        };
    }

    private async Task<float[]?> ReadSamplesAsync(int index, int epoch, IReadOnlyList<int> samples, CancellationToken cancellationToken)
    {
        if (samples.Count == 0 || !HasActivations(index))
            return null;

        // The input of the probe never changes, so one row holds it.
        LayerShape layer = _network.Layers[index];
        float[]? all = await ReadAsync(layer.Name + ".activation", index == 0 ? _recording.Epochs[0] : epoch, cancellationToken).ConfigureAwait(false);
        if (all is null)
            return null;
        int values = all.Length / _probes;
        return [.. samples.SelectMany(sample => Means(all.AsSpan(sample * values, values), layer.Units))];
    }

    private async Task<float[]?> ReadLinesAsync(PageLink link, string path, int epoch, CancellationToken cancellationToken) =>
        await ReadAsync(path, epoch, cancellationToken).ConfigureAwait(false) is { } weights ? link.Wire.Matrix(weights) : null;

    /// <summary>A value a unit: of a channel the mean of its places.</summary>
    private static float[] Means(ReadOnlySpan<float> values, int units)
    {
        float[] means = new float[units];
        int places = values.Length / units;
        for (int unit = 0; unit < units; unit++)
        {
            double sum = 0;
            foreach (float value in values.Slice(unit * places, places))
                sum += value;
            means[unit] = (float)(sum / places);
        }
        return means;
    }

    private Task<float[]?> ReadAsync(string path, int epoch, CancellationToken cancellationToken) =>
        _recording.ReadFloatsAsync(path, LastRecorded(path, epoch), cancellationToken);

    /// <summary>The epoch at which a column was last recorded: this one, or one before it.</summary>
    private int LastRecorded(string path, int epoch)
    {
        RecordingColumn column = _recording.Schema[path];
        int[] epochs = column.Schedule.Every > 1 ? [.. _recording.Epochs] : [];
        for (int place = Array.BinarySearch(epochs, epoch); place >= 0; place--)
        {
            if (_recording.Schema.IsDue(column, epochs[place], epochs[0]))
                return epochs[place];
        }
        return epoch;
    }

    private int? Statistic(string layer, double[]? summary, string name)
    {
        int place = _recording.Schema.Find(layer + ".summary")?.Info.Labels.IndexOf(name) ?? -1;
        return place >= 0 && summary is not null && double.IsFinite(summary[place]) ? (int)summary[place] : null;
    }
}
