using TrainRecorder.ReplayViewer.Render;

namespace TrainRecorder.ReplayViewer.Tests.Render;

public sealed class TimelineTests
{
    [Fact]
    public void Of_NoLength_HasAFrameAnEpoch() =>
        Assert.Equal([new(0, 0, 1), new(1, 0, 1), new(2, 0, 1)], Timeline.Of(3, 10, null, interpolates: false));

    [Theory]
    [InlineData(101, 30, 10, true)]
    [InlineData(101, 30, 10, false)]
    [InlineData(3, 10, 1, false)]
    [InlineData(1, 10, 1, true)]
    public void Of_Seconds_LastsSoLongAndShowsBothEnds(int epochs, double framesPerSecond, double seconds, bool interpolates)
    {
        IReadOnlyList<TimelineFrame> frames = Timeline.Of(epochs, framesPerSecond, seconds, interpolates);

        Assert.Equal((int)(framesPerSecond * seconds), frames.Sum(frame => frame.Count));
        Assert.Equal((0, 0.0), (frames[0].Before, frames[0].Share));
        Assert.Equal((epochs - 1, 0.0), (frames[^1].Before, frames[^1].Share));
        Assert.True(frames.Zip(frames.Skip(1)).All(pair => pair.First.Before + pair.First.Share < pair.Second.Before + pair.Second.Share));
    }

    [Fact]
    public void Of_Interpolated_GlidesAndOtherwiseStays()
    {
        Assert.Contains(Timeline.Of(3, 10, 1, interpolates: true), frame => frame.Share is > 0 and < 1);
        Assert.All(Timeline.Of(3, 10, 1, interpolates: false), frame => Assert.Equal(0, frame.Share));
    }
}
