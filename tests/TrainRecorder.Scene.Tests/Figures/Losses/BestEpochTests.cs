using TrainRecorder.Recording;
using TrainRecorder.Scene.Figures.Losses;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.Scene.Tests.Figures.Losses;

public sealed class BestEpochTests
{
    [Theory]
    [InlineData(0, 20, 12)]
    [InlineData(0, 8, 8)]
    [InlineData(14, 20, 14)]
    public async Task Find_WithinTheEpochsWanted_HasTheSmallestLoss(int first, int last, int best)
    {
        using KnownRecording known = await KnownRecording.WriteAsync(20);
        using RecordingReader reader = await known.OpenAsync();

        Assert.Equal(best, await BestEpoch.FindAsync(new FigureSource(reader, new EpochRange(first, last)), default));
    }
}
