using CsCheck;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Figures.Confusion;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Scene.Tests.Figures.Confusion;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public async Task Read_LastEpochWanted_CountsTheLargestOutputOfEachSample()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(9);
        using RecordingReader reader = await known.OpenAsync();

        ConfusionMatrix matrix = await ConfusionMatrix.ReadAsync(new FigureSource(reader, new EpochRange(0, 4)), default);

        int[,] expected = new int[3, 3];
        for (int sample = 0; sample < KnownRecording.ProbeSamples; sample++)
            expected[KnownRecording.Target(sample), Enumerable.Range(0, 3).MaxBy(unit => KnownRecording.Value("output.activation", 4, sample * 3 + unit))]++;
        Assert.Equal(4, matrix.Epoch);
        Assert.Equal(expected, matrix.Counts);
        Assert.Equal(["cat", "dog", "bird"], matrix.Classes);
        Assert.Equal(KnownRecording.ProbeSamples, matrix.Samples);
    }

    [Fact]
    public void Count_AnyOutputs_CountsEverySampleOnce() => Gen.Select(Gen.Int[2, 6], Gen.Int[1, 40]).SelectMany((classes, samples) =>
        Gen.Select(Gen.Int[0, classes - 1].Array[samples], Gen.Float[-1, 1].Array[samples * classes])).Sample((targets, outputs) =>
    {
        int classes = outputs.Length / targets.Length;
        ConfusionMatrix matrix = ConfusionMatrix.Count(0, [.. targets.Select(target => (float)target)], outputs, "softmax", []);

        Assert.Equal(targets.Length, matrix.Samples);
        Assert.Equal(Enumerable.Range(0, classes).Select(target => targets.Count(other => other == target)), Enumerable.Range(0, classes).Select(matrix.Of));
    });

    [Theory]
    [InlineData("sigmoid", 0.4f, 0)]
    [InlineData("sigmoid", 0.6f, 1)]
    [InlineData("linear", -0.1f, 0)]
    [InlineData("linear", 0.1f, 1)]
    public void Count_OneOutput_PartsTwoClasses(string activation, float output, int predicted) =>
        Assert.Equal(1, ConfusionMatrix.Count(0, [1], [output], activation, []).Counts[1, predicted]);

    [Fact]
    public void Count_OutputIsNotANumber_IsTakenForNothing()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Count(0, [0, 1], [0.9f, float.NaN, 0.2f, 0.8f], "softmax", []);

        Assert.Equal((1, 1), (matrix.Samples, matrix.Undecided));
    }

    [Theory]
    [InlineData("regression", "the run is no classification")]
    [InlineData("target", "the recording does not have probe.target")]
    [InlineData("output", "the recording does not have output.activation")]
    public async Task Read_NothingToCount_SaysWhy(string without, string message)
    {
        using KnownRecording known = await KnownRecording.WriteAsync(2, change: manifest =>
        {
            if (without == "regression")
                manifest.Data.Task = "regression";
            else
                manifest.Columns.Remove(manifest.Columns.Single(column => column.Path == (without == "target" ? "probe.target" : "output.activation")));
        });
        using RecordingReader reader = await known.OpenAsync();

        RecordingException error = await Assert.ThrowsAsync<RecordingException>(() => ConfusionMatrix.ReadAsync(new FigureSource(reader), default));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
