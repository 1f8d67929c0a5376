using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>What came of rendering.</summary>
/// <param name="Said">What was done, for people.</param>
/// <param name="Damage">What could not be shown because the recording is damaged, a line each.</param>
internal sealed record Rendered(string Said, IReadOnlyList<string> Damage);

/// <summary>Renders pictures of a recording.</summary>
internal static class Renderer
{
    /// <summary>Renders what was asked for.</summary>
    public static async Task<Rendered> RenderAsync(RenderRequest request, IProgress<(int Done, int All)> progress, CancellationToken cancellationToken)
    {
        OutputFile.Check(request.Output);
        Task rehearsal = request.Moves ? Task.CompletedTask : Rehearsal.DrawAsync(request);
        using RecordingReader recording = await RecordingReader.OpenAsync(request.Recording, cancellationToken).ConfigureAwait(false);
        int[] epochs = Choose(request, recording);
        RunReader run = await RunReader.OpenAsync(recording, request.Scene, cancellationToken).ConfigureAwait(false);
        SceneComposer composer = new(run.Network, run.History, request.Scene);
        if (request.Moves)
        {
            IReadOnlyList<TimelineFrame> frames = Timeline.Of(epochs.Length, request.FramesPerSecond, request.Seconds, request.Interpolates);
            FramePipeline pipeline = new(run, composer, request);
            await new MovieWriter(request, pipeline, progress).WriteAsync(epochs, frames, cancellationToken).ConfigureAwait(false);
            string count = NumberText.Count(frames.Sum(frame => (long)frame.Count));
            return new Rendered($"{request.Output}: {count} frames, epochs {epochs[0]} to {epochs[^1]}", run.Damage);
        }
        FrameData data = await run.ReadFrameAsync(epochs[0], cancellationToken).ConfigureAwait(false);
        await rehearsal.ConfigureAwait(false);
        using PictureScene scene = composer.Compose(data);
        await StillWriter.WriteAsync(scene, request.Output, request.Format, request.Scale).ConfigureAwait(false);
        return new Rendered($"{request.Output}: epoch {epochs[0]}", run.Damage);
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
        if (request.Moves)
            return [.. recording.Epochs];
        int epoch = request.Epoch ?? recording.Epochs[^1];
        return recording.Epochs.Contains(epoch) ? [epoch] : throw new UsageException($"there is no epoch {epoch}: {there}");
    }
}
