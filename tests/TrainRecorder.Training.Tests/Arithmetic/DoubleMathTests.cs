using CsCheck;
using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Tests.Arithmetic;

public class DoubleMathTests
{
    [Fact]
    public void Exp_EverySize_IsWithinTwoUnits() =>
        Gen.Double[-708, 709.7].Sample(x => Near(Math.Exp(x), DoubleMath.Exp(x)), iter: 100_000);

    [Fact]
    public void Log_EverySize_IsWithinTwoUnits()
    {
        Gen.Double[-700, 700].Sample(x => Near(Math.Log(Math.Exp(x)), DoubleMath.Log(Math.Exp(x))), iter: 50_000);
        Gen.Double[0.5, 2].Sample(x => Near(Math.Log(x), DoubleMath.Log(x)), iter: 50_000);
    }

    [Fact]
    public void Functions_SpecialValues_AreAsIeeeHasThem()
    {
        Assert.Equal([0, double.PositiveInfinity, double.NaN, 1], [DoubleMath.Exp(-1000), DoubleMath.Exp(1000), DoubleMath.Exp(double.NaN), DoubleMath.Exp(0)]);
        Assert.Equal(
            [double.NegativeInfinity, double.NaN, 0, double.PositiveInfinity],
            [DoubleMath.Log(0), DoubleMath.Log(-1), DoubleMath.Log(1), DoubleMath.Log(double.PositiveInfinity)]);
    }

    [Fact]
    public void OfTurns_EveryAngle_IsSineAndCosine() => Gen.Double[0, 0.9999999].Sample(
        turns =>
        {
            var (sine, cosine) = DoubleMath.OfTurns(turns);
            // Math takes an angle that is already rounded: 10^-15 is what that costs.
            return Math.Abs(sine - Math.Sin(turns * 2 * Math.PI)) < 1e-15 && Math.Abs(cosine - Math.Cos(turns * 2 * Math.PI)) < 1e-15;
        }, iter: 50_000);

    [Fact]
    public void OfTurns_RightAngles_AreExact() => Assert.Equal(
        [(0, 1), (1, 0), (0, -1), (-1, 0)],
        new[] { 0, 0.25, 0.5, 0.75 }.Select(DoubleMath.OfTurns));

    [Theory]
    [InlineData(0.9, 0, 1)]
    [InlineData(0.9, 1, 0.9)]
    [InlineData(0.5, 10, 0.0009765625)]
    [InlineData(0.999, 1_000_000, 0)]
    public void Power_OfWholeNumbers_IsThePower(double x, long n, double power) => Assert.Equal(power, DoubleMath.Power(x, n), 15);

    private static bool Near(double wanted, double got) =>
        Math.Abs(wanted - got) <= 2 * (Math.BitIncrement(Math.Abs(wanted)) - Math.Abs(wanted));
}
