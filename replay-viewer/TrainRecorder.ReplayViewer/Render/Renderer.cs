using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Renders pictures of a recording.</summary>
internal static class Renderer
{
    /// <summary>Renders what was asked for.</summary>
    /// <returns>What was done, for people.</returns>
    public static async Task<string> RenderAsync(RenderRequest request, IProgress<(int Done, int All)> progress, CancellationToken cancellationToken)
    {
        using RecordingReader recording = await RecordingReader.OpenAsync(request.Recording, cancellationToken).ConfigureAwait(false);
        int[] epochs = Choose(request, recording);
        RunReader run = await RunReader.OpenAsync(recording, cancellationToken).ConfigureAwait(false);
        SceneComposer composer = new(run.Network, run.History, request.Scene);
        if (request.Epochs is null)
        {
            await WriteStillAsync(request, run, composer, epochs[0], cancellationToken).ConfigureAwait(false);
            return $"{request.Output}: epoch {epochs[0]}";
        }
        await OutputFile.WriteAsync(request.Output, stream => new Animator(run, composer, request)
            .WriteAsync(epochs, stream, progress, cancellationToken)).ConfigureAwait(false);
        return $"{request.Output}: {epochs.Length} frames, epochs {epochs[0]} to {epochs[^1]}";
    }

    private static int[] Choose(RenderRequest request, RecordingReader recording)
    {
        if (recording.Epochs.Count == 0)
            throw new RecordingException(RecordingFault.NotRecorded, $"'{request.Recording}' holds no epoch yet");
        string there = $"the recording has epochs {recording.Epochs[0]} to {recording.Epochs[^1]}";
        if (request.Epochs is { } range)
        {
            int[] chosen = [.. recording.Epochs.Where(epoch => epoch >= range.First && epoch <= range.Last)];
            bool whole = chosen.Length > 0 && chosen[0] == range.First && chosen[^1] == range.Last;
            return whole ? chosen : throw new UsageException($"--epochs {range.First}..{range.Last} reaches beyond the recording: {there}");
        }
        int epoch = request.Epoch ?? recording.Epochs[^1];
        return recording.Epochs.Contains(epoch) ? [epoch] : throw new UsageException($"there is no epoch {epoch}: {there}");
    }

    private static async Task WriteStillAsync(
        RenderRequest request, RunReader run, SceneComposer composer, int epoch, CancellationToken cancellationToken)
    {
        FrameData frame = await run.ReadFrameAsync(epoch, cancellationToken).ConfigureAwait(false);
        using PictureScene scene = composer.Compose(frame);
        await StillPicture.WriteAsync(scene, request.Output, request.Format).ConfigureAwait(false);
    }
}
