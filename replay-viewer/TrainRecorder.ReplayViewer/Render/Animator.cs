using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Webp;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Renders an animated WebP: as many frames at once as there are cores, written in order, so that memory does not grow with their number.</summary>
internal sealed class Animator(RunReader run, SceneComposer composer, RenderRequest request)
{
    private static readonly TimeSpan s_lastFrame = TimeSpan.FromSeconds(1.5);

    /// <summary>Renders a frame an epoch; the last one stays a while before the animation begins again.</summary>
    public async Task WriteAsync(
        IReadOnlyList<int> epochs, Stream stream, IProgress<(int Done, int All)> progress, CancellationToken cancellationToken)
    {
        AnimatedWebpWriter writer = new(stream, request.Scene.Width, request.Scene.Height);
        PictureSurface[] surfaces = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new PictureSurface(request.Scene.Width, request.Scene.Height))];
        try
        {
            for (int begin = 0; begin < epochs.Count; begin += surfaces.Length)
            {
                int first = begin, count = Math.Min(surfaces.Length, epochs.Count - begin);
                byte[][] frames = await Task.WhenAll(Enumerable.Range(0, count).Select(index =>
                    Task.Run(() => FrameAsync(epochs[first + index], surfaces[index], cancellationToken), cancellationToken))).ConfigureAwait(false);
                for (int index = 0; index < count; index++)
                    writer.Add(frames[index], Duration(first + index, epochs.Count));
                progress.Report((first + count, epochs.Count));
            }
            writer.Complete();
        }
        finally
        {
            foreach (PictureSurface surface in surfaces)
                surface.Dispose();
        }
    }

    /// <summary>Whole milliseconds that add up to the frame rate.</summary>
    private TimeSpan Duration(int frame, int frames)
    {
        double each = 1000 / request.FramesPerSecond;
        TimeSpan duration = TimeSpan.FromMilliseconds(Math.Round((frame + 1) * each) - Math.Round(frame * each));
        return frame == frames - 1 && duration < s_lastFrame ? s_lastFrame : duration;
    }

    private async Task<byte[]> FrameAsync(int epoch, PictureSurface surface, CancellationToken cancellationToken)
    {
        FrameData frame = await run.ReadFrameAsync(epoch, cancellationToken).ConfigureAwait(false);
        using PictureScene scene = composer.Compose(frame);
        surface.Paint(scene);
        using MemoryStream still = new();
        WebpEncoder.Write(surface, still, WebpEncoder.FrameQuality);
        return still.ToArray();
    }
}
