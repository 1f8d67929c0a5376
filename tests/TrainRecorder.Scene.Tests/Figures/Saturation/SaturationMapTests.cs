using TrainRecorder.Recording;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Figures.Saturation;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Scene.Tests.Figures.Saturation;

public sealed class SaturationMapTests
{
    [Fact]
    public async Task Read_LayersThatSaturate_HaveEveryRecordedValue()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(7);
        using RecordingReader reader = await known.OpenAsync();

        IReadOnlyList<SaturationMap> maps = await SaturationMap.ReadAsync(new FigureSource(reader), 100, default);

        Assert.Equal([1, 2], maps.Select(map => map.Layer));
        Assert.Equal(Enumerable.Range(0, 8), maps[1].Epochs);
        Assert.All(maps[1].Epochs, epoch => Assert.Equal(Enumerable.Range(0, 5).Select(unit => KnownRecording.Saturation("hidden2", epoch, unit)), maps[1].Values[epoch]));
    }

    [Fact]
    public async Task Order_OfAMap_RisesWithTheLastEpoch()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(7);
        using RecordingReader reader = await known.OpenAsync();
        SaturationMap map = (await SaturationMap.ReadAsync(new FigureSource(reader, layers: ["hidden2"]), 100, default)).Single();

        int[] order = map.Order();

        Assert.Equal(Enumerable.Range(0, 5), order.Order());
        Assert.Equal(order.Select(unit => KnownRecording.Saturation("hidden2", 7, unit)).Order(), order.Select(unit => KnownRecording.Saturation("hidden2", 7, unit)));
    }

    [Fact]
    public async Task Read_NamedLayerThatCannotSaturate_SaysSo()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(2);
        using RecordingReader reader = await known.OpenAsync();

        RecordingException error = await Assert.ThrowsAsync<RecordingException>(() => SaturationMap.ReadAsync(new FigureSource(reader, layers: ["hidden1", "output"]), 100, default));

        Assert.Equal("saturation cannot be shown: the recording does not have output.saturation", error.Message);
    }

    [Fact]
    public void Columns_EvenEpochs_AreOneCellEach() => Assert.Equal([0, 1, 2, 3], new EpochCells([0, 10, 20, 30]).Columns(100));

    [Fact]
    public void Columns_UnevenEpochs_AreWideAsTheWayToTheNext()
    {
        EpochCells cells = new([0, 1, 2, 12]);

        int[] columns = cells.Columns(175);

        Assert.Equal((-0.5, 17), (cells.Low, cells.High));
        Assert.Equal([10, 10, 55, 100], columns.GroupBy(cell => cell).Select(group => group.Count()));
    }
}
