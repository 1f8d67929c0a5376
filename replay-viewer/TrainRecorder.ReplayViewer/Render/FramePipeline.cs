using System.Threading.Channels;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>
/// Renders the frames of a movie: one epoch is read ahead while others are drawn on all cores and the one before them is encoded. Frames
/// come out in order. As many are under way as there are surfaces, so that memory does not grow with their number.
/// </summary>
internal sealed class FramePipeline(RunReader run, SceneComposer composer, RenderRequest request)
{
    private const int MoreThanCores = 1;

    /// <summary>Renders.</summary>
    /// <param name="epochs">The epochs of the movie.</param>
    /// <param name="frames">Its pictures.</param>
    /// <param name="paint">What is made of a painted surface while others are still drawn.</param>
    /// <param name="write">Takes a picture, its surface, and what was made of it; one after the other, in order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync<T>(
        IReadOnlyList<int> epochs,
        IReadOnlyList<TimelineFrame> frames,
        Func<PictureSurface, T> paint,
        Func<TimelineFrame, PictureSurface, T, ValueTask> write,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PictureSurface[] surfaces =
        [
            .. Enumerable.Range(0, Environment.ProcessorCount + MoreThanCores)
                .Select(_ => new PictureSurface(request.Scene.Width, request.Scene.Height, request.Scale)),
        ];
        Channel<PictureSurface> free = Channel.CreateUnbounded<PictureSurface>();
        Channel<Task<(TimelineFrame Frame, PictureSurface Surface, T Made)>> drawn = Channel.CreateBounded<Task<(TimelineFrame, PictureSurface, T)>>(surfaces.Length);
        foreach (PictureSurface surface in surfaces)
            free.Writer.TryWrite(surface);
        Task drawing = DrawAsync(epochs, frames, free.Reader, drawn.Writer, paint, stop.Token);
        try
        {
            await foreach (Task<(TimelineFrame, PictureSurface, T)> next in drawn.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                (TimelineFrame frame, PictureSurface surface, T made) = await next.ConfigureAwait(false);
                await write(frame, surface, made).ConfigureAwait(false);
                free.Writer.TryWrite(surface);
            }
        }
        finally
        {
            // Nothing may draw on a surface any more when it goes, whatever ended the movie.
            await stop.CancelAsync().ConfigureAwait(false);
            await drawing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (drawn.Reader.TryRead(out Task<(TimelineFrame, PictureSurface, T)>? rest))
                await ((Task)rest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (PictureSurface surface in surfaces)
                surface.Dispose();
        }
        await drawing.ConfigureAwait(false);
    }

    private async Task DrawAsync<T>(
        IReadOnlyList<int> epochs,
        IReadOnlyList<TimelineFrame> frames,
        ChannelReader<PictureSurface> free,
        ChannelWriter<Task<(TimelineFrame, PictureSurface, T)>> drawn,
        Func<PictureSurface, T> paint,
        CancellationToken cancellationToken)
    {
        try
        {
            (int Place, FrameData Data)? before = null, after = null;
            foreach (TimelineFrame frame in frames)
            {
                FrameData first = await ReadAsync(frame.Before).ConfigureAwait(false);
                FrameData second = frame.Share > 0 ? await ReadAsync(frame.Before + 1).ConfigureAwait(false) : first;
                PictureSurface surface = await free.ReadAsync(cancellationToken).ConfigureAwait(false);
                Task<(TimelineFrame, PictureSurface, T)> task = Task.Run(() => (frame, surface, Draw(first, second, frame.Share, surface, paint)), cancellationToken);
                await drawn.WriteAsync(task, CancellationToken.None).ConfigureAwait(false);
            }
            drawn.Complete();

            async Task<FrameData> ReadAsync(int place)
            {
                if (before?.Place == place)
                    return before.Value.Data;
                if (after?.Place == place)
                    return after.Value.Data;
                (before, after) = (after, (place, await run.ReadFrameAsync(epochs[place], cancellationToken).ConfigureAwait(false)));
                return after.Value.Data;
            }
        }
        catch (Exception error)
        {
            drawn.Complete(error);
            throw;
        }
    }

    private T Draw<T>(FrameData first, FrameData second, double share, PictureSurface surface, Func<PictureSurface, T> paint)
    {
        using PictureScene scene = composer.Compose(FrameData.Between(first, second, share));
        surface.PaintAlone(scene);
        return paint(surface);
    }
}
