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

    [Fact]
    public void Count_Thousands_AreSeparated() => Assert.Equal("300,000", NumberText.Count(300_000));

    [Fact]
    public void Percent_Share_HasOneDecimal() => Assert.Equal("98.6 %", NumberText.Percent(0.98611));
}
