using TrainRecorder.Recording;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>The recording of which a page is made.</summary>
public sealed record PageSource
{
    /// <summary>The layers.</summary>
    public required NetworkShape Network { get; init; }

    /// <summary>Curves and ranges over the whole recording.</summary>
    public required RunHistory History { get; init; }

    /// <summary>The run, <c>runs/ID</c>.</summary>
    public required string Run { get; init; }

    /// <summary>What wrote the recording.</summary>
    public required string Software { get; init; }

    /// <summary>Reads what is seen of an epoch.</summary>
    public required Func<int, CancellationToken, Task<FrameData>> ReadAsync { get; init; }

    /// <summary>A recording as a source. Beside what pictures show, biases are read, and mean activations of all layers.</summary>
    /// <remarks>Does not own the recording.</remarks>
    /// <exception cref="RecordingException">It holds no epoch yet, or is damaged.</exception>
    public static async Task<PageSource> OpenAsync(RecordingReader recording, CancellationToken cancellationToken = default)
    {
        RunReader run = await RunReader.OpenAsync(recording, cancellationToken).ConfigureAwait(false);
        return new PageSource
        {
            Network = run.Network,
            History = run.History,
            Run = recording.Manifest.Run,
            Software = recording.Manifest.Software,
            ReadAsync = ReadAsync,
        };

        async Task<FrameData> ReadAsync(int epoch, CancellationToken cancellation)
        {
            FrameData frame = await run.ReadFrameAsync(epoch, cancellation).ConfigureAwait(false);
            LayerFrame[] layers = [.. frame.Layers];
            for (int index = 1; index < layers.Length; index++)
            {
                string name = run.Network.Layers[index].Name;
                layers[index] = layers[index] with
                {
                    Bias = await ReadUnitsAsync(name + ".bias", epoch, run.Network.Layers[index].Units, cancellation).ConfigureAwait(false),
                    MeanActivation = layers[index].MeanActivation
                        ?? await ReadUnitsAsync(name + ".mean_activation", epoch, run.Network.Layers[index].Units, cancellation).ConfigureAwait(false),
                };
            }
            return frame with { Layers = layers };
        }

        async Task<float[]?> ReadUnitsAsync(string path, int epoch, int units, CancellationToken cancellation) =>
            recording.Schema.Find(path)?.Length == units ? await recording.ReadFloatsAsync(path, epoch, cancellation).ConfigureAwait(false) : null;
    }
}
