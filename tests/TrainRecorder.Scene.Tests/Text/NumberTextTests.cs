using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Tests.Text;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00712, "0.00712")]
    [InlineData(2.3026, "2.30")]
    [InlineData(-12.34, "-12.3")]
    [InlineData(123456, "123456")]
    [InlineData(1.2e-7, "1.2e-7")]
    [InlineData(3.4e9, "3.4e9")]
    [InlineData(double.NaN, "not finite")]
    [InlineData(double.PositiveInfinity, "not finite")]
    public void Value_AnyNumber_HasThreeDigits(double value, string text) => Assert.Equal(text, NumberText.Value(value));

    [Theory]
    [InlineData(0, 0.5, 1, "0 0.5 1.0")]
    [InlineData(-0.05, 0.05, 0.15, "-0.05 0.05 0.15")]
    [InlineData(-50, 75, 200, "-50 75 200")]
    [InlineData(0, 0.02, 0.04, "0 0.02 0.04")]
    [InlineData(0, 5e5, 1e6, "0 500000 1.0e6")]
    [InlineData(-1e-5, 0, 1e-5, "-1.0e-5 0 1.0e-5")]
    public void Scale_NumbersOfOneScale_ShareTheirDecimals(double low, double middle, double high, string expected) =>
        Assert.Equal(expected, string.Join(' ', NumberText.Scale([low, middle, high])));

    [Fact]
    public void Count_Thousands_AreSeparated() => Assert.Equal("300,000", NumberText.Count(300_000));

    [Fact]
    public void Percent_Share_HasOneDecimal() => Assert.Equal("98.6 %", NumberText.Percent(0.98611));
}
