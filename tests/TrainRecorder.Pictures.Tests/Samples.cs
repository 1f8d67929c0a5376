using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests;

/// <summary>Scenes and pictures to test with.</summary>
internal static class Samples
{
    public static PictureScene Scene(SyntheticRun run, SceneOptions options) =>
        new SceneComposer(run.Network, run.History, options).Compose(run.Frame(run.History.Epochs[^1]));

    public static byte[] Png(SyntheticRun run, SceneOptions options)
    {
        using PictureScene scene = Scene(run, options);
        using PictureSurface surface = new(options.Width, options.Height);
        surface.Paint(scene);
        using MemoryStream stream = new();
        PngEncoder.Write(surface, stream);
        return stream.ToArray();
    }
}
