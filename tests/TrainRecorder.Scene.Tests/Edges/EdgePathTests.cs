using CsCheck;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Tests.Edges;

public sealed class EdgePathTests
{
    [Fact]
    public void Rise_AnyWidth_LiesOnTheCubic() => Gen.Float[0, 1].Sample(t =>
    {
        float x = 1.5f * t * (1 - t) + t * t * t, y = 3 * t * t - 2 * t * t * t;
        Assert.Equal(y, EdgePath.Rise(x), 0.002f);
    });

    [Fact]
    public void Rise_BothEnds_AreLevel()
    {
        Assert.Equal(0, EdgePath.Rise(0), 1e-4f);
        Assert.Equal(1, EdgePath.Rise(1), 1e-4f);
        Assert.True(EdgePath.Rise(0.01f) < 0.001f);
    }
}
