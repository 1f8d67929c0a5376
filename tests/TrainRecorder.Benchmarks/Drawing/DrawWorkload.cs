using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Benchmarks.Drawing;

/// <summary>An open recording of a network, with all that stays the same from frame to frame.</summary>
internal sealed class DrawWorkload : IDisposable
{
    private const int Epochs = 8;

    private readonly Scratch _scratch = new();
    private RecordingReader? _recording;
    private RunReader? _run;

    private DrawWorkload(int width, int height)
    {
        Options = new SceneOptions { Width = width, Height = height };
        Surface = new PictureSurface(width, height);
    }

    public SceneOptions Options { get; }

    public SceneComposer Composer { get; private set; } = null!;

    public PictureSurface Surface { get; }

    public static async Task<DrawWorkload> OpenAsync(int[] shape, int width, int height)
    {
        DrawWorkload draw = new(width, height);
        Workload workload = new(shape, probeSamples: 16);
        SealedFile file = await workload.SealAsync(draw._scratch.Fresh("draw"), Epochs);
        draw._recording = await RecordingReader.OpenAsync(file.Path);
        draw._run = await RunReader.OpenAsync(draw._recording, draw.Options);
        draw.Composer = new SceneComposer(draw._run.Network, draw._run.History, draw.Options);
        return draw;
    }

    public Task<FrameData> ReadAsync(int epoch) => _run!.ReadFrameAsync(epoch);

    /// <summary>An epoch of the open recording as a PNG file, as <c>replay render</c> makes it.</summary>
    public async Task<long> RenderAsync(int epoch)
    {
        FrameData frame = await ReadAsync(epoch);
        using PictureScene scene = Composer.Compose(frame);
        Surface.Paint(scene);
        string path = Path.Combine(_scratch.Path, "frame.png");
        using FileStream file = File.Create(path);
        PngEncoder.Write(Surface, file);
        return file.Length;
    }

    public void Dispose()
    {
        Surface.Dispose();
        _recording?.Dispose();
        _scratch.Dispose();
    }
}
