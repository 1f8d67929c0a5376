using System.Runtime.Intrinsics;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Tests.Arithmetic;

public class TranscendentalTests
{
    // A prime step through all bit patterns of floats: about 130,000 values of every sign, size and kind.
    private const uint Stride = 32_771;

    [Fact]
    public void Exponential_EveryMagnitude_IsWithinItsError() =>
        Check(Math.Exp, Transcendental.Exponential<Lanes1, float>, low: -86, 1.1);

    [Fact]
    public void HyperbolicTangent_EveryMagnitude_IsWithinItsError() =>
        Check(Math.Tanh, Transcendental.HyperbolicTangent<Lanes1, float>, float.NegativeInfinity, 2.5);

    [Fact]
    public void Sigmoid_EveryMagnitude_IsWithinItsError() =>
        Check(x => 1 / (1 + Math.Exp(-x)), Transcendental.Sigmoid<Lanes1, float>, low: -86, 2.5);

    [Fact]
    public void Functions_SpecialValues_AreAsIeeeHasThem()
    {
        Assert.Equal(1, Transcendental.Exponential<Lanes1, float>(0));
        Assert.Equal(0, Transcendental.Exponential<Lanes1, float>(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Transcendental.Exponential<Lanes1, float>(float.PositiveInfinity));
        Assert.True(float.IsNaN(Transcendental.Exponential<Lanes1, float>(float.NaN)));
        Assert.Equal(1, Transcendental.HyperbolicTangent<Lanes1, float>(float.PositiveInfinity));
        Assert.True(float.IsNegative(Transcendental.HyperbolicTangent<Lanes1, float>(-0f)));
        Assert.True(float.IsNaN(Transcendental.HyperbolicTangent<Lanes1, float>(float.NaN)));
        Assert.Equal(0.5f, Transcendental.Sigmoid<Lanes1, float>(0));
        Assert.Equal(0, Transcendental.Sigmoid<Lanes1, float>(float.NegativeInfinity));
        Assert.True(float.IsNaN(Transcendental.Sigmoid<Lanes1, float>(float.NaN)));
    }

    [Fact]
    public void Functions_EveryWidth_GiveTheSameBits()
    {
        foreach (var x in Values())
        {
            var expected = (Bits(Transcendental.Exponential<Lanes1, float>(x)), Bits(Transcendental.HyperbolicTangent<Lanes1, float>(x)), Bits(Transcendental.Sigmoid<Lanes1, float>(x)));
            var (a, b, c) = (Vector128.Create(x), Vector256.Create(x), Vector512.Create(x));
            Assert.Equal(expected, (
                Bits(Transcendental.Exponential<Lanes128, Vector128<float>>(a)[3]),
                Bits(Transcendental.HyperbolicTangent<Lanes128, Vector128<float>>(a)[2]),
                Bits(Transcendental.Sigmoid<Lanes128, Vector128<float>>(a)[1])));
            Assert.Equal(expected, (
                Bits(Transcendental.Exponential<Lanes256, Vector256<float>>(b)[7]),
                Bits(Transcendental.HyperbolicTangent<Lanes256, Vector256<float>>(b)[6]),
                Bits(Transcendental.Sigmoid<Lanes256, Vector256<float>>(b)[5])));
            Assert.Equal(expected, (
                Bits(Transcendental.Exponential<Lanes512, Vector512<float>>(c)[15]),
                Bits(Transcendental.HyperbolicTangent<Lanes512, Vector512<float>>(c)[14]),
                Bits(Transcendental.Sigmoid<Lanes512, Vector512<float>>(c)[13])));
        }
    }

    private static void Check(Func<double, double> exact, Func<float, float> ours, float low, double limit)
    {
        foreach (var x in Values())
        {
            if (x < low) continue;
            var wanted = exact(x);
            var rounded = (float)wanted;
            var got = ours(x);
            if (float.IsInfinity(rounded) || float.IsInfinity(got))
            {
                Assert.Equal(rounded, got);
                continue;
            }
            var unit = MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded);
            Assert.True(Math.Abs(got - wanted) <= limit * unit, $"f({x:R}) = {got:R}, not {wanted:R}: {Math.Abs(got - wanted) / unit} units");
        }
    }

    private static int Bits(float value) => float.IsNaN(value) ? -1 : BitConverter.SingleToInt32Bits(value);

    private static IEnumerable<float> Values()
    {
        for (ulong bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            var value = BitConverter.UInt32BitsToSingle((uint)bits);
            if (!float.IsNaN(value)) yield return value;
        }
    }
}
