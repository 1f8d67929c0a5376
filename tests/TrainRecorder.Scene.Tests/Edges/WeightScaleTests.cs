using CsCheck;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Tests.Edges;

public sealed class WeightScaleTests
{
    private static readonly WeightScale s_scale = new(Largest: 2, FullWidth: 5, Faintest: 0.1f);

    [Fact]
    public void Width_LargerWeight_IsNeverThinnerNorFainter() =>
        Gen.Select(Gen.Float[-3, 3].Array[2], Gen.OneOf(Gen.Const(0f), Gen.Const(0.4f), Gen.Const(1.9f))).Sample((pair, floor) =>
        {
            WeightScale scale = s_scale with { Floor = floor };
            (float small, float large) = MathF.Abs(pair[0]) <= MathF.Abs(pair[1]) ? (pair[0], pair[1]) : (pair[1], pair[0]);

            Assert.True(scale.Width(small) <= scale.Width(large) && scale.Width(small) > 0);
            Assert.True(scale.Opacity(small) <= scale.Opacity(large) && scale.Opacity(large) is > 0 and <= 1);
        });

    [Fact]
    public void Width_OnlyTheStrongestDrawn_SpreadsTheirWidths()
    {
        WeightScale scale = s_scale with { Floor = 1.8f, Faintest = 0.36f };

        Assert.True(scale.Width(2) > 3 * scale.Width(1.8f));
        Assert.True(scale.Opacity(1.8f) > 2 * scale.Opacity(0.9f));
    }

    [Fact]
    public void For_LayerOfSmallerWeights_GivesItsOwnStrongestFullInkAtTheSameWidth()
    {
        WeightScale scale = s_scale with { Floor = 0.5f }, layer = scale.For(new WeightRange(Largest: 0.7f, Mean: 0.1f, Weakest: 0.6f));

        Assert.Equal(scale.Width(0.7f), layer.Width(0.7f));
        Assert.Equal(scale.Opacity(2), layer.Opacity(0.7f));
        Assert.True(layer.Opacity(0.6f) < 0.3f * layer.Opacity(0.7f));
    }

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
