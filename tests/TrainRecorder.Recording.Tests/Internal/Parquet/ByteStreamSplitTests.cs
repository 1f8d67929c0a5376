using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using CsCheck;
using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Tests.Internal.Parquet;

public sealed class ByteStreamSplitTests
{
    private delegate int Encoder(ReadOnlySpan<byte> values, int count, Span<byte> destination);

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

    // Which of them encodes is the machine's choice; each that it could choose must give the same.
    [Fact]
    public void Encode_ByEitherKindOfVectors_IsTheSame() => Gen.UInt.Array[0, 100].Sample(bits =>
    {
        ReadOnlySpan<byte> values = MemoryMarshal.AsBytes(bits.AsSpan());
        byte[] whole = new byte[values.Length];
        ByteStreamSplit.Encode(values, 4, whole);
        foreach (Encoder encode in Avx512Vbmi.IsSupported ? new Encoder[] { ByteStreamSplit.EncodeByNarrowing, ByteStreamSplit.EncodeByPermutation } : [ByteStreamSplit.EncodeByNarrowing])
        {
            byte[] split = new byte[values.Length];
            int encoded = encode(values, bits.Length, split);
            Assert.Equal(bits.Length / 16 * 16, encoded);
            for (int k = 0; k < 4; k++)
            {
                Assert.Equal(whole.AsSpan(k * bits.Length, encoded), split.AsSpan(k * bits.Length, encoded));
            }
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
