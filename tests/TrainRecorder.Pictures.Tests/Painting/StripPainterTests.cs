using SkiaSharp;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Painting;

public sealed class StripPainterTests
{
    public static TheoryData<string, NetworkArrangement, double> Pictures => new()
    {
        { "2,8,8,1", NetworkArrangement.Auto, 1 },
        { "2,8,8,1", NetworkArrangement.Rows, 1 },
        { "64,32,10", NetworkArrangement.Auto, 1 },
        { "64,32,10", NetworkArrangement.Rows, 2 },
        { "300,120,20", NetworkArrangement.Blocks, 1 },
        { "16,16,16,16,16,16,16,16,16,16,16,16", NetworkArrangement.Auto, 1 },
    };

    /// <summary>Our edges are those that Skia strokes, which PDF has: no pixel is far off, and their ink is the same.</summary>
    [Theory]
    [MemberData(nameof(Pictures))]
    public void Paint_AnyArrangement_LooksAsSkiaStrokesIt(string network, NetworkArrangement arrangement, double scale)
    {
        SceneOptions options = new() { Width = 960, Height = 540, Arrangement = arrangement };
        SyntheticRun run = SyntheticRun.Dense([.. network.Split(',').Select(int.Parse)], epochs: 2);
        using PictureScene scene = Samples.Scene(run, options);
        using PictureSurface surface = new(960, 540, scale);
        surface.Paint(scene);
        using SKBitmap stroked = new(new SKImageInfo(surface.PixelWidth, surface.PixelHeight, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (SKCanvas canvas = new(stroked))
        {
            canvas.Scale((float)scale);
            using CanvasPainter painter = new(canvas, scene);
            painter.Paint();
        }

        ReadOnlySpan<byte> ours = surface.Rows(0, surface.PixelHeight).Span, theirs = stroked.GetPixelSpan();
        double sum = 0, tint = 0;
        int far = 0;
        for (int place = 0; place < ours.Length; place++)
        {
            int difference = ours[place] - theirs[place];
            sum += Math.Abs(difference);
            tint += difference;
            far += Math.Abs(difference) > 64 ? 1 : 0;
        }
        Assert.True(sum / ours.Length < 1.5, $"mean difference {sum / ours.Length:F2} of 255");

        // Where hundreds of faint lines lie upon each other, Skia rounds after each of them, and a tint adds up in its picture.
        Assert.True(Math.Abs(tint / ours.Length) < 1.2, $"tint {tint / ours.Length:F2} of 255");
        Assert.True(far < ours.Length / 1000, $"{far} of {ours.Length} values are far off");
    }

    [Fact]
    public void PaintAlone_SameScene_GivesTheSamePixelsAsOnAllCores()
    {
        SyntheticRun run = SyntheticRun.Dense([300, 120, 20], "relu", epochs: 1);
        using PictureScene scene = Samples.Scene(run, new SceneOptions { Width = 960, Height = 540, Theme = Theme.Dark });
        using PictureSurface surface = new(960, 540), alone = new(960, 540);
        surface.Paint(scene);
        alone.PaintAlone(scene);

        ReadOnlySpan<byte> together = surface.Rows(0, 540).Span, single = alone.Rows(0, 540).Span;
        int most = 0;
        for (int place = 0; place < together.Length; place++)
            most = Math.Max(most, Math.Abs(together[place] - single[place]));
        Assert.True(most <= 8, $"a value differs by {most} of 255");
    }

    /// <summary>A level line covers its width exactly: the ink of a column is width times opacity, however the line lies between the pixels.</summary>
    [Fact]
    public void Paint_OneEdge_HasTheInkOfItsWidth()
    {
        SyntheticRun run = SyntheticRun.Dense([1, 1], epochs: 1);
        using PictureScene scene = Samples.Scene(run, new SceneOptions());
        using PictureSurface surface = new(1600, 900);
        surface.Paint(scene);
        Edge edge = Assert.Single(scene.Connections).Edges[0];
        EdgePath path = scene.Connections[0].Path(edge);
        Rgb colour = scene.Connections[0].Colour(edge, scene.Theme);
        int column = (int)((path.Leave.X + path.Arrive.X) / 2);

        double ink = 0;
        for (int row = (int)path.Leave.Y - 12; row < (int)path.Leave.Y + 12; row++)
            ink += (255 - surface.Rows(row, 1).Span[4 * column]) / (255.0 - colour.Red);

        Assert.Equal(edge.Width * edge.Opacity, ink, 0.05);
    }
}
