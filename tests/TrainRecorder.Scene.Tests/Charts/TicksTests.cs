using CsCheck;
using TrainRecorder.Scene.Charts;

namespace TrainRecorder.Scene.Tests.Charts;

public sealed class TicksTests
{
    [Fact]
    public void Cover_AnyRange_CoversItWithAFewRoundTicks() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-6, 1e6], Gen.Int[2, 8]).Sample((low, range, about) =>
        {
            Ticks ticks = Ticks.Cover(low, low + range, about);

            Assert.True(ticks.Low <= low + ticks.Step * 1e-6 && ticks.High >= low + range - ticks.Step * 1e-6);
            Assert.InRange(ticks.Values.Count, 2, about + 3);
        });

    [Fact]
    public void Cover_OneValue_IsWidened()
    {
        Ticks ticks = Ticks.Cover(3, 3, 4);

        Assert.True(ticks.Low < 3 && ticks.High > 3);
    }

    [Theory]
    [InlineData(0, 2.3, 5, "0 0.5 1.0 1.5 2.0 2.5")]
    [InlineData(0, 1, 4, "0 0.25 0.50 0.75 1.00")]
    [InlineData(-20, 35, 3, "-20 0 20 40")]
    public void Text_Ticks_HaveAsManyDecimalsAsTheStep(double low, double high, int about, string expected)
    {
        Ticks ticks = Ticks.Cover(low, high, about);

        Assert.Equal(expected, string.Join(' ', ticks.Values.Select(ticks.Text)));
    }

    [Theory]
    [InlineData(0, 60, 7, "0 10 20 30 40 50 60")]
    [InlineData(0, 3, 9, "0 1 2 3")]
    [InlineData(0, 2000, 5, "0 500 1000 1500 2000")]
    public void Within_Epochs_AreWholeNumbers(double low, double high, int about, string expected)
    {
        Ticks ticks = Ticks.Within(low, high, about);

        Assert.Equal(expected, string.Join(' ', ticks.Values.Select(ticks.Text)));
    }
}
