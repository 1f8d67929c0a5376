using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>
/// A small network, drawn into nothing on another core while the recording is read. A still takes less time to draw than what draws it takes to be loaded and
/// compiled; this way both the reading and the drawing are ready at once.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Draws it.</summary>
    /// <param name="request">The still that will be drawn.</param>
    /// <returns>Ends when it is drawn; what fails here fails there.</returns>
    public static Task DrawAsync(RenderRequest request) => Task.Run(() =>
    {
        SceneOptions options = new() { Width = 640, Height = 360, Theme = request.Scene.Theme };
        float[] weights = [1, -1, 0.5f, -0.5f], units = [0.25f, 0.75f];
        Curve curve = new([1, 0.5]);
        WeightRange range = WeightRange.Of(weights, 2, options.Edges);
        RunHistory history = new()
        {
            Name = "rehearsal",
            Epochs = [0, 1],
            TrainLoss = curve,
            ValidationLoss = curve,
            Saturation = [new SaturationHistory(1, [0, 1], [.. units, .. units])],
            Weights = [null, range, range],
            Activations = new ActivationRange?[3],
        };
        LayerFrame layer = new() { Weight = weights, Saturation = units };
        using PictureScene scene = new SceneComposer(NetworkShape.Dense([2, 2, 2], "tanh", "softmax"), history, options).Compose(new FrameData(1, [new LayerFrame(), layer, layer]));
        if (request.Format is PictureFormat.Svg or PictureFormat.Pdf)
            return;
        using PictureSurface surface = new(options.Width, options.Height);
        surface.Paint(scene);
        if (request.Format == PictureFormat.Png)
            PngEncoder.Write(surface, Stream.Null);
    });
}
