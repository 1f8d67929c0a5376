using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Text;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Reading;

/// <summary>Reads from a recording what scenes are made of.</summary>
/// <remarks>Safe for several threads. Does not own the recording. What is damaged is left out and noted; the rest is read.</remarks>
public sealed class RunReader
{
    private readonly ForgivingReader _reader;
    private readonly LayerReader _layers;

    private RunReader(NetworkShape network, RunHistory history, ForgivingReader reader, LayerReader layers)
    {
        (Network, History, _reader, _layers) = (network, history, reader, layers);
    }

    /// <summary>The layers, as recorded.</summary>
    public NetworkShape Network { get; }

    /// <summary>The curves, and the ranges of which scales are made.</summary>
    public RunHistory History { get; }

    /// <summary>What could not be read so far because the recording is damaged there, a line each; empty if all is well.</summary>
    public IReadOnlyList<string> Damage =>
    [
        .. _reader.Damaged.Select(place => place.Epochs == 1
            ? $"'{place.Path}' is damaged at epoch {place.FirstEpoch}: left out"
            : $"'{place.Path}' is damaged at {NumberText.Count(place.Epochs)} epochs, the first is {place.FirstEpoch}: left out"),
    ];

    /// <summary>Reads the shape and the history of a recording, for pictures with the default options.</summary>
    /// <inheritdoc cref="OpenAsync(RecordingReader, SceneOptions, CancellationToken)"/>
    public static Task<RunReader> OpenAsync(RecordingReader recording, CancellationToken cancellationToken = default) =>
        OpenAsync(recording, new SceneOptions(), cancellationToken);

    /// <summary>Reads the shape and the history of a recording. Memory does not grow with the number of epochs (<see cref="HistoryReader"/>).</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="options">How it is to be seen, which decides what is read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RecordingException">It holds no epoch yet, fewer than two layers, no such sample of the probe, or its description is damaged.</exception>
    public static async Task<RunReader> OpenAsync(RecordingReader recording, SceneOptions options, CancellationToken cancellationToken = default)
    {
        NetworkShape network = NetworkShape.FromManifest(recording.Manifest);
        if (network.Layers.Count < 2)
            throw new RecordingException(RecordingFault.NotRecorded, "the recording has fewer than two layers");
        if (recording.Epochs.Count == 0)
            throw new RecordingException(RecordingFault.NotRecorded, "the recording holds no epoch yet");
        CheckSample(recording, network, options.Sample);
        ForgivingReader reader = new(recording);
        ReadingNeeds needs = new(options);
        InputMean? input = await InputMean.ReadAsync(reader, recording.Manifest, recording.Epochs[0], network.Layers[0], options.Sample, cancellationToken)
            .ConfigureAwait(false);
        LayerReader layers = new(recording, reader, network, needs, input);
        DrawnNetwork drawn = options.Folds ? DrawnNetwork.Of(network) : DrawnNetwork.Plain(network);
        RunHistory history = await new HistoryReader(recording, reader, layers, drawn, network, needs).ReadAsync(input, cancellationToken).ConfigureAwait(false);
        return new RunReader(network, history, reader, layers);
    }

    /// <summary>Reads an epoch.</summary>
    /// <exception cref="RecordingException">There is no such epoch.</exception>
    public async Task<FrameData> ReadFrameAsync(int epoch, CancellationToken cancellationToken = default)
    {
        LayerFrame[] layers = new LayerFrame[Network.Layers.Count];
        for (int index = 0; index < layers.Length; index++)
            layers[index] = await _layers.ReadAsync(index, epoch, cancellationToken).ConfigureAwait(false);
        return new FrameData(epoch, layers);
    }

    private static void CheckSample(RecordingReader recording, NetworkShape network, int? sample)
    {
        int samples = network.Layers.Select(layer => recording.Schema.Find(layer.Name + ".activation")?.Info.Shape.FirstOrDefault() ?? 0).Max();
        if (sample is { } chosen && (chosen < 0 || chosen >= samples))
        {
            throw new RecordingException(RecordingFault.NotRecorded, samples == 0
                ? "the recording holds no activations, so there is no sample to show"
                : $"there is no sample {chosen}: the probe has {samples}, from 0 to {samples - 1}");
        }
    }
}
