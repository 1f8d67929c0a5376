using TrainRecorder.Recording;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Reading;

/// <summary>Reads from a recording what scenes are made of.</summary>
/// <remarks>Safe for several threads. Does not own the recording.</remarks>
public sealed class RunReader
{
    private readonly RecordingReader _recording;
    private readonly LayerFrame _input;

    private RunReader(RecordingReader recording, NetworkShape network, RunHistory history, LayerFrame input)
    {
        (_recording, Network, History, _input) = (recording, network, history, input);
    }

    /// <summary>The layers.</summary>
    public NetworkShape Network { get; }

    /// <summary>The curves, and the ranges of which scales are made.</summary>
    public RunHistory History { get; }

    /// <summary>Reads the shape and the history of a recording. Memory does not grow with the number of epochs (<see cref="HistoryReader"/>).</summary>
    /// <exception cref="RecordingException">It holds no epoch yet, fewer than two layers, or is damaged.</exception>
    public static async Task<RunReader> OpenAsync(RecordingReader recording, CancellationToken cancellationToken = default)
    {
        NetworkShape network = NetworkShape.FromManifest(recording.Manifest);
        if (network.Layers.Count < 2)
            throw new RecordingException(RecordingFault.NotRecorded, "the recording has fewer than two layers");
        if (recording.Epochs.Count == 0)
            throw new RecordingException(RecordingFault.NotRecorded, "the recording holds no epoch yet");
        InputMean? input = await InputMean.ReadAsync(recording, network.Layers[0], cancellationToken).ConfigureAwait(false);
        RunHistory history = await new HistoryReader(recording, network, input).ReadAsync(cancellationToken).ConfigureAwait(false);
        return new RunReader(recording, network, history, new LayerFrame { MeanActivation = input?.Values });
    }

    /// <summary>Reads an epoch.</summary>
    /// <exception cref="RecordingException">There is no such epoch, or it is damaged.</exception>
    public async Task<FrameData> ReadFrameAsync(int epoch, CancellationToken cancellationToken = default)
    {
        LayerFrame[] layers = new LayerFrame[Network.Layers.Count];
        layers[0] = _input;
        for (int index = 1; index < layers.Length; index++)
            layers[index] = await ReadLayerAsync(Network.Layers[index], epoch, cancellationToken).ConfigureAwait(false);
        return new FrameData(epoch, layers);
    }

    private async Task<LayerFrame> ReadLayerAsync(LayerShape layer, int epoch, CancellationToken cancellationToken)
    {
        bool hasMean = !layer.HasSaturation && _recording.Schema.Find(layer.Name + ".mean_activation") is not null;
        return new LayerFrame
        {
            Weight = layer.HasWeights
                ? await _recording.ReadFloatsAsync(layer.Name + ".weight", epoch, cancellationToken).ConfigureAwait(false) : null,
            Saturation = layer.HasSaturation
                ? await _recording.ReadFloatsAsync(layer.Name + ".saturation", epoch, cancellationToken).ConfigureAwait(false) : null,
            MeanActivation = hasMean
                ? await _recording.ReadFloatsAsync(layer.Name + ".mean_activation", epoch, cancellationToken).ConfigureAwait(false) : null,
            DeadUnits = layer.HasSaturation ? await ReadDeadAsync(layer, epoch, cancellationToken).ConfigureAwait(false) : null,
        };
    }

    private async Task<int?> ReadDeadAsync(LayerShape layer, int epoch, CancellationToken cancellationToken)
    {
        string path = layer.Name + ".summary";
        int place = _recording.Schema.Find(path)?.Info.Labels.IndexOf("dead_count") ?? -1;
        if (place < 0 || await _recording.ReadDoublesAsync(path, epoch, cancellationToken).ConfigureAwait(false) is not { } summary)
            return null;
        return double.IsFinite(summary[place]) ? (int)summary[place] : null;
    }
}
