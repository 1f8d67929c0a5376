using CsCheck;
using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Tests.Internal.Parquet;

public sealed class Crc32CTests
{
    // RFC 3720, appendix B.4.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AAu)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 0x62A8AB43u)]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0x46DD794Eu)]
    [InlineData("313233343536373839", 0xE3069283u)]
    public void Of_ExamplesOfTheStandard_AreThose(string hexadecimal, uint expected) => Assert.Equal(expected, Crc32C.Of(Convert.FromHexString(hexadecimal)));

    [Fact]
    public void Append_InParts_IsTheSameAsAtOnce() => Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, 60]).Sample((bytes, cut) =>
    {
        Crc32C crc = new();
        crc.Append(bytes.AsSpan(0, Math.Min(cut, bytes.Length)));
        crc.Append(bytes.AsSpan(Math.Min(cut, bytes.Length)));
        return crc.Value == Crc32C.Of(bytes);
    });
}
