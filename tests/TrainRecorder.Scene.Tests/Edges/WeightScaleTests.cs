using CsCheck;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Tests.Edges;

public sealed class WeightScaleTests
{
    private static readonly WeightScale s_scale = new(Largest: 2, FullWidth: 5, Faintest: 0.1f);

    [Fact]
    public void Width_LargerWeight_IsNeverThinnerNorFainter() => Gen.Float[-3, 3].Array[2].Sample(pair =>
    {
        (float small, float large) = MathF.Abs(pair[0]) <= MathF.Abs(pair[1]) ? (pair[0], pair[1]) : (pair[1], pair[0]);

        Assert.True(s_scale.Width(small) <= s_scale.Width(large));
        Assert.True(s_scale.Opacity(small) <= s_scale.Opacity(large));
    });

    [Fact]
    public void Width_HalfTheWeight_IsHalfTheWidth()
    {
        Assert.Equal(5, s_scale.Width(2));
        Assert.Equal(2.5f, s_scale.Width(-1), 5);
    }

    [Fact]
    public void Width_BeyondTheLargest_IsTheFullWidth() => Assert.Equal((5, s_scale.Opacity(2)), (s_scale.Width(7), s_scale.Opacity(7)));

    [Fact]
    public void Width_TinyWeight_IsStillSeen()
    {
        Assert.True(s_scale.Width(1e-20f) > 0.2f);
        Assert.True(s_scale.Opacity(1e-20f) >= 0.1f);
    }

    [Fact]
    public void Width_AllWeightsZero_IsDefined() => Assert.True(new WeightScale(0, 5, 0.1f).Width(0) > 0);
}
