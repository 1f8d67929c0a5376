using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Tests.Runs;

public sealed class FrameDataTests
{
    private static readonly FrameData s_before = new(2, [new LayerFrame { Weight = [0, 4], Saturation = [1] }]);
    private static readonly FrameData s_after = new(6, [new LayerFrame { Weight = [2, 0], Bias = [3] }]);

    [Fact]
    public void Between_Share_IsOnTheStraightWay()
    {
        FrameData between = FrameData.Between(s_before, s_after, 0.25);

        Assert.Equal([0.5f, 3], between.Layers[0].Weight!);
        Assert.Equal(3, between.Position);
        Assert.Equal(2, between.Epoch);
    }

    [Fact]
    public void Between_RecordedAtOneEpochOnly_StaysAsItIs()
    {
        FrameData between = FrameData.Between(s_before, s_after, 0.75);

        Assert.Equal([1], between.Layers[0].Saturation!);
        Assert.Equal([3], between.Layers[0].Bias!);
        Assert.Equal(6, between.Epoch);
    }

    [Fact]
    public void Between_Ends_AreTheEpochsThemselves()
    {
        Assert.Same(s_before, FrameData.Between(s_before, s_after, 0));
        Assert.Same(s_after, FrameData.Between(s_before, s_after, 1));
    }
}
