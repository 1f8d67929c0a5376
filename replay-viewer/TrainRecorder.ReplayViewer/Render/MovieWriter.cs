using TrainRecorder.Pictures.Movies;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Webp;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Writes a movie: an animated WebP by ourselves, the rest by way of ffmpeg.</summary>
internal sealed class MovieWriter(RenderRequest request, FramePipeline pipeline, IProgress<(int Done, int All)> progress)
{
    private static readonly TimeSpan s_lastFrame = TimeSpan.FromSeconds(1.5);

    private readonly int _width = PictureSurface.PixelsOf(request.Scene.Width, request.Scale);
    private readonly int _height = PictureSurface.PixelsOf(request.Scene.Height, request.Scale);

    /// <summary>Writes.</summary>
    /// <param name="epochs">The epochs.</param>
    /// <param name="frames">The pictures.</param>
    /// <param name="cancellationToken">Stops it, and leaves nothing.</param>
    /// <exception cref="IOException">ffmpeg is missing or failed, or the file cannot be written.</exception>
    public Task WriteAsync(IReadOnlyList<int> epochs, IReadOnlyList<TimelineFrame> frames, CancellationToken cancellationToken) =>
        request.Format.Movie() is { } format
            ? WriteByFfmpegAsync(format, epochs, frames, cancellationToken)
            : OutputFile.WriteAsync(request.Output, stream => WriteWebpAsync(stream, epochs, frames, cancellationToken));

    private async Task WriteByFfmpegAsync(MovieFormat format, IReadOnlyList<int> epochs, IReadOnlyList<TimelineFrame> frames, CancellationToken cancellationToken)
    {
        string program = FfmpegProgram.Find() ?? throw new IOException($"'{request.Output}': {FfmpegProgram.Missing}");
        await OutputFile.WriteByAsync(request.Output, async path =>
        {
            FfmpegMovie movie = FfmpegMovie.Start(program, format, _width, _height, request.FramesPerSecond, request.Scene.Theme.Background, path);
            await using (movie.ConfigureAwait(false))
            {
                int done = 0;
                await pipeline.RunAsync(epochs, frames, static _ => 0, async (frame, surface, _) =>
                {
                    await movie.AddAsync(surface, frame.Count, cancellationToken).ConfigureAwait(false);
                    progress.Report((++done, frames.Count));
                }, cancellationToken).ConfigureAwait(false);
                await movie.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>The last frame stays a while before the animation begins again.</summary>
    private async Task WriteWebpAsync(Stream stream, IReadOnlyList<int> epochs, IReadOnlyList<TimelineFrame> frames, CancellationToken cancellationToken)
    {
        AnimatedWebpWriter writer = new(stream, _width, _height);
        int done = 0, shown = 0;
        await pipeline.RunAsync(epochs, frames, Encode, (frame, _, still) =>
        {
            // Whole milliseconds that add up to the frame rate.
            double each = 1000 / request.FramesPerSecond;
            TimeSpan duration = TimeSpan.FromMilliseconds(Math.Round((shown + frame.Count) * each) - Math.Round(shown * each));
            shown += frame.Count;
            writer.Add(still, ++done == frames.Count && duration < s_lastFrame ? s_lastFrame : duration);
            progress.Report((done, frames.Count));
            return ValueTask.CompletedTask;
        }, cancellationToken).ConfigureAwait(false);
        writer.Complete();
    }

    private static byte[] Encode(PictureSurface surface)
    {
        using MemoryStream still = new();
        WebpEncoder.Write(surface, still, WebpEncoder.FrameQuality);
        return still.ToArray();
    }
}
