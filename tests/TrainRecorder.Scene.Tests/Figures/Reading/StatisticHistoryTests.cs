using TrainRecorder.Recording;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Scene.Tests.Figures.Reading;

public sealed class StatisticHistoryTests
{
    private static readonly string[] s_rank = ["effective_rank", "effective_dimension"];

    [Fact]
    public async Task Read_EveryEpoch_HasTheRecordedValues()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(20);
        using RecordingReader reader = await known.OpenAsync();

        IReadOnlyList<StatisticHistory> histories = await StatisticHistory.ReadAsync(new FigureSource(reader), 100, "update ratios", ["weight_update_ratio"], default);

        Assert.Equal([1, 2, 3], histories.Select(history => history.Layer));
        Assert.All(histories, history =>
        {
            Assert.Equal(Enumerable.Range(1, 20), history.Epochs);
            Assert.Equal(history.Epochs.Select(epoch => 1e-3 * (1 + epoch % 7)), history.Values["weight_update_ratio"]);
        });
    }

    [Fact]
    public async Task Read_EveryTenthEpoch_SkipsThoseWithoutAValueHoweverFewAreKept()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(95);
        using RecordingReader reader = await known.OpenAsync();

        IReadOnlyList<StatisticHistory> histories = await StatisticHistory.ReadAsync(new FigureSource(reader), 6, "rank", s_rank, default);

        Assert.Equal([0, 20, 40, 60, 80, 90], histories[0].Epochs);
        Assert.Equal((2, 10L), (histories[0].Stride, histories[0].Recorded));
        Assert.Equal([2, 2.2, 2.4, 2.6, 2.8, 2.9], histories[0].Values["effective_rank"].Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public async Task Read_SomeEpochs_ReadsNoOthers()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(30);
        using RecordingReader reader = await known.OpenAsync();

        IReadOnlyList<StatisticHistory> histories = await StatisticHistory.ReadAsync(
            new FigureSource(reader, new EpochRange(5, 9), ["hidden2"]), 100, "dead units", ["dead_count"], default);

        StatisticHistory history = Assert.Single(histories);
        Assert.Equal(Enumerable.Range(5, 5), history.Epochs);
        Assert.Equal([1, 1, 1, 2, 2], history.Values["dead_count"]);
    }

    [Fact]
    public async Task Read_ScheduleLeavesEpochsOut_TakesThoseThatAreThere()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(23, change: manifest => manifest.Columns.Single(column => column.Path == "hidden1.summary").Schedule = "every 5");
        using RecordingReader reader = await known.OpenAsync();

        IReadOnlyList<StatisticHistory> histories = await StatisticHistory.ReadAsync(new FigureSource(reader), 100, "dormant units", ["dormant_count"], default);

        Assert.Equal([0, 5, 10, 15, 20, 23], histories[0].Epochs);
    }

    [Theory]
    [InlineData(true, "rank cannot be shown: the recording does not have hidden1.summary, hidden2.summary, output.summary")]
    [InlineData(false, "rank of hidden1 cannot be shown: nothing of it is recorded in epochs 1 to 9")]
    public async Task Read_Nothing_SaysSoInOneLine(bool isLeftOut, string message)
    {
        using KnownRecording known = await KnownRecording.WriteAsync(12, change: manifest =>
        {
            foreach (V1.ColumnInfo column in manifest.Columns.Where(column => isLeftOut && column.Path.EndsWith(".summary", StringComparison.Ordinal)).ToArray())
                manifest.Columns.Remove(column);
        });
        using RecordingReader reader = await known.OpenAsync();
        FigureSource source = isLeftOut ? new(reader) : new(reader, new EpochRange(1, 9), ["hidden1"]);

        RecordingException error = await Assert.ThrowsAsync<RecordingException>(() => StatisticHistory.ReadAsync(source, 100, "rank", s_rank, default));

        Assert.Equal(RecordingFault.NotRecorded, error.Fault);
        Assert.Equal(message, error.Message);
    }
}
