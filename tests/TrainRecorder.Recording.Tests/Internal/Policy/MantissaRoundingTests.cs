using CsCheck;
using TrainRecorder.Recording.Internal.Policy;

namespace TrainRecorder.Recording.Tests.Internal.Policy;

public sealed class MantissaRoundingTests
{
    [Theory]
    [InlineData(1.5f, 1, 1.5f)]
    [InlineData(1.25f, 1, 1f)]
    [InlineData(1.75f, 1, 2f)]
    [InlineData(1.26f, 1, 1.5f)]
    [InlineData(-1.26f, 1, -1.5f)]
    [InlineData(float.PositiveInfinity, 3, float.PositiveInfinity)]
    [InlineData(0f, 3, 0f)]
    public void Round_Value_IsTheNearestTiesToEven(float value, int keep, float expected)
    {
        uint[] bits = [.. Enumerable.Repeat(BitConverter.SingleToUInt32Bits(value), 17)];
        MantissaRounding.Round(bits, keep);
        Assert.All(bits, rounded => Assert.Equal(BitConverter.SingleToUInt32Bits(expected), rounded));
    }

    [Fact]
    public void Round_AnyBits_IsIdempotentAndStaysFinite() =>
        Gen.Select(Gen.UInt.Array[0, 40], Gen.Int[1, 23]).Sample((bits, keep) =>
        {
            uint[] once = [.. bits];
            MantissaRounding.Round(once, keep);
            uint[] twice = [.. once];
            MantissaRounding.Round(twice, keep);
            Assert.Equal(once, twice);
            for (int i = 0; i < bits.Length; i++)
            {
                float before = BitConverter.UInt32BitsToSingle(bits[i]), after = BitConverter.UInt32BitsToSingle(once[i]);
                Assert.Equal(float.IsFinite(before), float.IsFinite(after));
                Assert.True(!float.IsNormal(before) || before == float.MaxValue || Math.Abs(after - before) <= Math.Abs(before) / (1 << keep));
            }
        });
}
