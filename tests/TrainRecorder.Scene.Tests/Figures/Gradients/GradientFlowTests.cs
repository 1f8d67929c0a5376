using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Gradients;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Scene.Tests.Figures.Gradients;

public sealed class GradientFlowTests
{
    [Fact]
    public async Task Read_RecordedGradients_IsTheMeanOfTheirSizes()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(5, gradients: true);
        using RecordingReader reader = await known.OpenAsync();

        IReadOnlyList<GradientFlow> flows = await GradientFlow.ReadAsync(new FigureSource(reader), 100, default);

        Assert.Equal(3, flows.Count);
        double expected = Enumerable.Range(0, 20).Average(index => Math.Abs((double)KnownRecording.Value("hidden2.weight_gradient", 3, index)));
        Assert.Equal(expected, flows[1].Means[3], 1e-12);
    }

    [Fact]
    public async Task Make_NoGradients_ShowsTheNormOfTheNetworkAndSaysSo()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(5);
        using RecordingReader reader = await known.OpenAsync();

        using PictureScene scene = await GradientsFigure.MakeAsync(new FigureSource(reader), new SceneOptions(), default);

        Assert.Contains(scene.Drawing.Labels, label => label.Text == "Gradient norm of the whole network");
        Assert.Contains(scene.Drawing.Labels, label => label.Text.Contains("layers' own gradients were not recorded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Make_NeitherGradientsNorNorm_SaysSoInOneLine()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(5, change: manifest => manifest.Columns.Remove(manifest.Columns.Single(column => column.Path == "train.gradient_norm")));
        using RecordingReader reader = await known.OpenAsync();

        RecordingException error = await Assert.ThrowsAsync<RecordingException>(() => GradientsFigure.MakeAsync(new FigureSource(reader), new SceneOptions(), default));

        Assert.Contains("neither", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
