using CsCheck;
using TrainRecorder.Scene.Plots;

namespace TrainRecorder.Scene.Tests.Plots;

public sealed class ScaleTests
{
    [Fact]
    public void LogCover_AnyPositiveNumbers_HoldsThemAllWithMarksInside() =>
        Gen.Select(Gen.Double[-12, 12], Gen.Double[0, 9], Gen.Int[2, 12]).Sample((exponent, decades, about) =>
        {
            double low = Math.Pow(10, exponent), high = low * Math.Pow(10, decades);

            LogScale scale = LogScale.Cover([low, high], about);

            Assert.InRange(scale.Share(low), -1e-6, 1 + 1e-6);
            Assert.InRange(scale.Share(high), scale.Share(low), 1 + 1e-6);
            Assert.NotEmpty(scale.Marks);
            Assert.All(scale.Marks, mark => Assert.InRange(scale.Share(mark.Value), -1e-9, 1 + 1e-9));
            Assert.True(scale.Marks.Count <= about + 5);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void LogShare_NumberWithoutAPlace_IsNotANumber(double value) => Assert.Equal(double.NaN, LogScale.Cover([0.1, 10], 4).Share(value));

    [Fact]
    public void LogMarks_WholePowers_AreWrittenAsPowers() =>
        Assert.Equal(["10⁻³", "10⁻²", "10⁻¹", "1", "10"], LogScale.Cover([0.001, 20], 8).Marks.Select(mark => mark.Text));

    [Fact]
    public void LogMarks_LessThanTwoPowers_AreWrittenPlainly() =>
        Assert.Equal(["0.2", "0.5", "1", "2"], LogScale.Cover([0.2, 2], 8).Marks.Select(mark => mark.Text));

    [Fact]
    public void LogMarks_TwoPowersAndLittleRoom_AreOnlyThePowers() =>
        Assert.Equal(["1", "10"], LogScale.Cover([0.453, 45.3], 2).Marks.Select(mark => mark.Text));

    [Fact]
    public void LogCover_NothingPositive_IsStillAScale() => Assert.NotEmpty(LogScale.Cover([0, -1, double.NaN], 4).Marks);

    [Fact]
    public void LinearCover_ShareOfNothing_EndsLow() => Assert.InRange(LinearScale.Cover([0, 0], 4, low: 0, most: 100).Share(5), 0.5, 1);

    [Fact]
    public void LinearCover_AccuracyNearOne_DoesNotPassOne() => Assert.Equal(1, LinearScale.Cover([0.11, 0.99], 7, most: 1).Share(1), 1e-9);
}
