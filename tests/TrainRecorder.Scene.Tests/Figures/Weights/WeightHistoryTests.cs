using TrainRecorder.Recording;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Figures.Weights;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Scene.Tests.Figures.Weights;

public sealed class WeightHistoryTests
{
    [Fact]
    public async Task Read_EveryLayer_CountsEveryWeightOfEveryEpoch()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(9);
        using RecordingReader reader = await known.OpenAsync();

        IReadOnlyList<WeightHistory> histories = await WeightHistory.ReadAsync(new FigureSource(reader), 100, default);

        Assert.Equal([12, 20, 15], histories.Select(history => history.Histograms[0].Count));
        Assert.All(histories, history => Assert.All(history.Histograms, histogram => Assert.Equal(history.Histograms[0].Count, histogram.Count)));
        float[] all = [.. Enumerable.Range(0, 10).SelectMany(epoch => Enumerable.Range(0, 12).Select(index => KnownRecording.Value("hidden1.weight", epoch, index)))];
        Assert.Equal((all.Min(), all.Max()), ((float)histories[0].Histograms[0].Low, (float)histories[0].Histograms[0].High));
    }

    [Fact]
    public async Task Read_FewEpochs_AreEvenAndHoldBothEnds()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(40, change: manifest => manifest.Columns.Single(column => column.Path == "hidden1.weight").Schedule = "every 4");
        using RecordingReader reader = await known.OpenAsync();

        WeightHistory history = (await WeightHistory.ReadAsync(new FigureSource(reader, layers: ["hidden1"]), 6, default)).Single();

        Assert.Equal([0, 8, 16, 24, 32, 40], history.Epochs);
        Assert.Equal(11, history.Due);
    }
}
