using TrainRecorder.Client.Output;

namespace TrainRecorder.Client.Tests.Output;

public sealed class QuantitiesTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(5L << 40, "5 TiB")]
    [InlineData(5000L << 40, "5000 TiB")]
    public void Bytes_Any_TakesTheFittingUnit(long bytes, string text) => Assert.Equal(text, Quantities.Bytes(bytes));

    [Theory]
    [InlineData(-3, "0:00")]
    [InlineData(7.9, "0:07")]
    [InlineData(750, "12:30")]
    [InlineData(11_100, "3:05:00")]
    [InlineData(360_000, "100:00:00")]
    public void Duration_Any_IsReadable(double seconds, string text) => Assert.Equal(text, Quantities.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(3599, "59 min")]
    [InlineData(86_399, "23 h")]
    [InlineData(864_000, "10 d")]
    public void Age_Any_TakesTheFittingUnit(double seconds, string text) => Assert.Equal(text, Quantities.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0.0000123456, "1.235E-05")]
    [InlineData(53.1234, "53.12")]
    [InlineData(double.NaN, "NaN")]
    public void Real_Any_HasFourDigits(double value, string text) => Assert.Equal(text, Quantities.Real(value));
}
