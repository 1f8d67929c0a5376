using TrainRecorder.Recording;
using TrainRecorder.Scene.Figures.DeadUnits;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Scene.Tests.Figures.DeadUnits;

public sealed class UnitSharesTests
{
    [Fact]
    public async Task Read_EveryLayer_IsPercentOfItsUnits()
    {
        using KnownRecording known = await KnownRecording.WriteAsync(12);
        using RecordingReader reader = await known.OpenAsync();

        IReadOnlyList<UnitShares> shares = await UnitShares.ReadAsync(new FigureSource(reader), 100, default);

        Assert.Equal([0, 0, 0, 0, 20, 20, 20, 20, 40, 40, 40, 40, 60], shares[1].Dead);
        Assert.Equal([0, 0, 0, 0, 0, 25, 25, 25, 25, 25, 50, 50, 50], shares[0].Dormant);
        Assert.All(shares[0].Dead, value => Assert.Equal(double.NaN, value));
    }
}
