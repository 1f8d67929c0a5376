using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Pictures.Tests.Golden;

/// <summary>Figures compared with those that a person looked at (<see cref="GoldenTests"/>).</summary>
public sealed class FigureGoldenTests(KnownRecordingFixture fixture) : IClassFixture<KnownRecordingFixture>
{
    [Theory]
    [InlineData("saturation", "light")]
    [InlineData("weights", "dark")]
    [InlineData("activations", "light")]
    [InlineData("updates", "dark")]
    [InlineData("confusion", "light")]
    public async Task Make_KnownRecording_LooksAsBefore(string kind, string theme)
    {
        SceneOptions options = new() { Width = 800, Height = 450, Theme = Theme.All.Single(one => one.Name == theme) };
        using RecordingReader reader = await fixture.Recording.OpenAsync();
        using PictureScene scene = await FigureKind.Find(kind)!.MakeAsync(new FigureSource(reader), options, TestContext.Current.CancellationToken);
        using PictureSurface surface = new(options.Width, options.Height);
        surface.Paint(scene);
        using MemoryStream stream = new();
        PngEncoder.Write(surface, stream);

        GoldenTests.Check($"figure-{kind}-{theme}", stream.ToArray());
    }
}
