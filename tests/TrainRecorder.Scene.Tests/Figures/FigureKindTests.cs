using TrainRecorder.Recording;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Scene.Tests.Figures;

/// <summary>What holds of every kind of figure.</summary>
public sealed class FigureKindTests(KnownRecordingFixture fixture) : IClassFixture<KnownRecordingFixture>
{
    public static TheoryData<string, int, int> InEverySize()
    {
        TheoryData<string, int, int> data = [];
        foreach (FigureKind kind in FigureKind.All)
        {
            foreach ((int width, int height) in new[] { (480, 270), (800, 450), (1600, 900), (900, 1600), (2400, 600) })
                data.Add(kind.Name, width, height);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(InEverySize))]
    public async Task Make_AnySize_HasReadableTextsInsideTheFrameThatDoNotOverlap(string kind, int width, int height)
    {
        using RecordingReader reader = await fixture.Recording.OpenAsync();

        using PictureScene scene = await FigureKind.Find(kind)!.MakeAsync(new FigureSource(reader), new SceneOptions { Width = width, Height = height }, TestContext.Current.CancellationToken);

        Box frame = new(0, 0, width, height);
        Label[] labels = [.. scene.Drawing.Labels];
        Assert.Contains(labels, label => label.Text is "epoch" or "class");
        Assert.All(labels, label => Assert.True(frame.Contains(label.Box, 1), $"'{label.Text}' at {label.Box}"));
        Assert.All(labels, label => Assert.True(label.Style.Size >= 8, $"'{label.Text}' is set in {label.Style.Size}"));
        for (int one = 0; one < labels.Length; one++)
        {
            for (int other = 0; other < one; other++)
                Assert.False(labels[one].Box.Overlaps(labels[other].Box), $"'{labels[one].Text}' lies on '{labels[other].Text}'");
        }
        Assert.All(scene.Drawing.Strokes.SelectMany(stroke => stroke.Points), point => Assert.True(frame.Contains(new Box(point.X, point.Y, 0, 0), 1)));
        Assert.All(scene.Drawing.Areas.SelectMany(area => area.Points), point => Assert.True(frame.Contains(new Box(point.X, point.Y, 0, 0), 1)));
        Assert.All(scene.Drawing.Rasters, raster => Assert.True(frame.Contains(raster.Box, 1)));
    }

    [Fact]
    public async Task Make_Twice_IsTheSame()
    {
        using RecordingReader reader = await fixture.Recording.OpenAsync();
        foreach (FigureKind kind in FigureKind.All)
        {
            using PictureScene one = await kind.MakeAsync(new FigureSource(reader), new SceneOptions { Theme = Theme.Dark }, TestContext.Current.CancellationToken);
            using PictureScene other = await kind.MakeAsync(new FigureSource(reader), new SceneOptions { Theme = Theme.Dark }, TestContext.Current.CancellationToken);

            Assert.Equal(one.Drawing.Labels, other.Drawing.Labels);
            Assert.Equal(one.Drawing.Strokes.SelectMany(stroke => stroke.Points), other.Drawing.Strokes.SelectMany(stroke => stroke.Points));
        }
    }

    [Fact]
    public async Task Make_OneEpoch_IsAFigureOfEveryKind()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(0, gradients: true);
        using RecordingReader reader = await known.OpenAsync();
        foreach (FigureKind kind in FigureKind.All.Where(kind => kind.Name != "updates"))
        {
            using PictureScene scene = await kind.MakeAsync(new FigureSource(reader), new SceneOptions(), TestContext.Current.CancellationToken);

            Assert.NotEmpty(scene.Drawing.Labels);
        }
    }

    [Fact]
    public async Task Make_LongRun_SaysWhatWasLeftOut()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(1200);
        using RecordingReader reader = await known.OpenAsync();
        SceneOptions options = new() { Width = 480, Height = 270 };

        using PictureScene saturation = await FigureKind.Find("saturation")!.MakeAsync(new FigureSource(reader), options, TestContext.Current.CancellationToken);
        using PictureScene weights = await FigureKind.Find("weights")!.MakeAsync(new FigureSource(reader), options, TestContext.Current.CancellationToken);

        Assert.Contains(saturation.Drawing.Labels, label => label.Text.Contains("every 4th of 1,201 recorded epochs", StringComparison.Ordinal));
        Assert.Contains(weights.Drawing.Labels, label => label.Text.Contains("of 1,201 epochs, evenly spread", StringComparison.Ordinal));
    }
}
