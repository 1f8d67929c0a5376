using System.Runtime.InteropServices;
using CsCheck;
using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Tests.Internal.Parquet;

public sealed class ByteStreamSplitTests
{
    [Fact]
    public void Encode_Floats_PutsEqualBytesTogetherAndDecodesToTheSameBits() => Gen.UInt.Array[0, 100].Sample(bits =>
    {
        byte[] split = new byte[bits.Length * 4];
        ByteStreamSplit.Encode(MemoryMarshal.AsBytes(bits.AsSpan()), 4, split);
        for (int i = 0; i < bits.Length; i++)
        {
            for (int k = 0; k < 4; k++)
            {
                Assert.Equal((byte)(bits[i] >> (8 * k)), split[(k * bits.Length) + i]);
            }
        }

        for (int first = 0; first <= bits.Length; first += 7)
        {
            float[] floats = new float[bits.Length - first];
            ByteStreamSplit.Decode(split, bits.Length, first, floats);
            Assert.Equal(bits[first..], MemoryMarshal.Cast<float, uint>(floats).ToArray());
        }
    });

    [Fact]
    public void Encode_Doubles_DecodesToTheSameBits() => Gen.ULong.Array[0, 40].Sample(bits =>
    {
        byte[] split = new byte[bits.Length * 8];
        ByteStreamSplit.Encode(MemoryMarshal.AsBytes(bits.AsSpan()), 8, split);
        double[] doubles = new double[bits.Length];
        ByteStreamSplit.Decode(split, bits.Length, 0, doubles);
        Assert.Equal(bits, MemoryMarshal.Cast<double, ulong>(doubles).ToArray());
    });
}
