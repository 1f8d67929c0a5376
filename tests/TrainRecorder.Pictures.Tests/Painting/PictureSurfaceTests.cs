using SkiaSharp;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Painting;

public sealed class PictureSurfaceTests
{
    [Theory]
    [InlineData(480, 270)]
    [InlineData(1001, 777)]
    public void Paint_AnySize_GivesAPictureOfThatSize(int width, int height)
    {
        using SKBitmap picture = SKBitmap.Decode(Samples.Png(SyntheticRun.Digits(3), new SceneOptions { Width = width, Height = height }));

        Assert.Equal((width, height), (picture.Width, picture.Height));
    }

    [Fact]
    public void Paint_Twice_GivesTheSameBytes()
    {
        SceneOptions options = new() { Width = 800, Height = 450, Theme = Theme.Dark };

        Assert.Equal(Samples.Png(SyntheticRun.Digits(3), options), Samples.Png(SyntheticRun.Digits(3), options));
    }

    [Fact]
    public void Paint_SurfaceUsedAgain_LeavesNothingOfThePictureBefore()
    {
        SceneOptions options = new() { Width = 640, Height = 360 };
        SyntheticRun run = SyntheticRun.Digits(3);
        SceneComposer composer = new(run.Network, run.History, options);
        using PictureSurface surface = new(640, 360);
        using PictureScene first = composer.Compose(run.Frame(0)), second = composer.Compose(run.Frame(3));
        surface.Paint(first);
        surface.Paint(second);
        using MemoryStream stream = new();
        PngEncoder.Write(surface, stream);

        Assert.Equal(Samples.Png(SyntheticRun.Digits(3), options), stream.ToArray());
    }

    [Fact]
    public void Paint_EveryUnit_HasItsColour()
    {
        SceneOptions options = new();
        SyntheticRun run = SyntheticRun.Dense([1000, 300, 50], "relu", epochs: 1);
        using PictureScene scene = Samples.Scene(run, options);
        using SKBitmap picture = SKBitmap.Decode(Samples.Png(run, options));

        foreach (LayerView layer in scene.Layers)
        {
            LayerPlace place = layer.Place;
            for (int unit = 0; unit < place.Units.Count; unit++)
            {
                SKColor seen = picture.GetPixel((int)place.Units[unit].X, (int)place.Units[unit].Y);
                Assert.Equal(layer.Fills[unit], new Rgb(seen.Red, seen.Green, seen.Blue));
            }
        }
    }

    [Fact]
    public void Paint_StrongestEdge_IsOnTop()
    {
        SceneOptions options = new();
        SyntheticRun run = SyntheticRun.Digits(3);
        using PictureScene scene = Samples.Scene(run, options);
        using SKBitmap picture = SKBitmap.Decode(Samples.Png(run, options));
        Scene.Edges.Connection last = scene.Connections[^1];
        Scene.Edges.Edge strongest = last.Edges[^1];
        Scene.Edges.EdgePath path = last.Path(strongest);
        System.Numerics.Vector2 middle = (path.Leave + path.Arrive) / 2;

        SKColor seen = picture.GetPixel((int)middle.X, (int)middle.Y);

        Rgb colour = strongest.Weight > 0 ? options.Theme.Positive : options.Theme.Negative;
        Assert.True(Math.Abs(seen.Red - colour.Red) + Math.Abs(seen.Green - colour.Green) + Math.Abs(seen.Blue - colour.Blue) < 90, $"{seen} instead of {colour}");
    }

    [Fact]
    public void Paint_SceneOfAnotherSize_IsRefused()
    {
        using PictureScene scene = Samples.Scene(SyntheticRun.Digits(1), new SceneOptions());
        using PictureSurface surface = new(640, 360);

        Assert.Throws<ArgumentException>(() => surface.Paint(scene));
    }

    /// <summary>Texts are drawn where they were measured: the letters of a title reach from its beginning to its end.</summary>
    [Fact]
    public void Paint_Title_IsAsWideAsMeasured()
    {
        SceneOptions options = new();
        SyntheticRun run = SyntheticRun.Dense([4, 3], epochs: 1, name: "HHHHHHHHHHHHHHHHHHHH");
        using PictureScene scene = Samples.Scene(run, options);
        using SKBitmap picture = SKBitmap.Decode(Samples.Png(run, options));
        Label title = scene.Drawing.Labels.Single(label => label.Text == run.History.Name);
        int y = (int)(title.Place.Y - title.Style.CapHeight / 2);
        int[] ink = [.. Enumerable.Range(0, picture.Width / 2).Where(x => picture.GetPixel(x, y).Red < 128)];

        Assert.Equal(title.Left, ink[0], 3f);
        Assert.Equal(title.Left + title.Style.Width(title.Text), ink[^1], 4f);
    }
}
