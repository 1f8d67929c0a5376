using CsCheck;
using TrainRecorder.Recording.Internal.Parquet;
using ZstdSharp;

namespace TrainRecorder.Recording.Tests.Internal.Parquet;

public sealed class PageCompressorTests
{
    private const int Planes = 4;

    [Fact]
    public void Compress_AnyPlanes_DecompressToThePage() => (
        from levels in Gen.Int[0, 300]
        from plane in Gen.OneOf(Gen.Int[0, 300], Gen.Int[30_000, 36_000], Gen.Int[120_000, 280_000])
        from noisy in Gen.Bool.Array[Planes]
        from rows in Gen.Int[1, 10]
        from seed in Gen.Int
        select (levels, plane, noisy, rows, seed)).Sample(
            (levels, plane, noisy, rows, seed) =>
            {
                byte[] page = Page(levels, plane, noisy, seed);
                using PageCompressor compressor = new();
                byte[] frame = compressor.Compress(page, plane, Planes, rows).ToArray();
                Assert.Equal(page, Unpack(frame, page.Length));
                Assert.Equal(frame, compressor.Compress(page, plane, Planes, rows));
            },
            iter: 200);

    [Fact]
    public void Compress_NoiseFirst_IsNoLargerThanAWholeFrame()
    {
        byte[] page = Page(100, 200_000, [true, true, true, false], seed: 1);
        using PageCompressor compressor = new();
        using Compressor whole = new(1);
        Assert.InRange(compressor.Compress(page, 200_000, Planes, rows: 1).Length, 1, whole.Wrap(page).Length + 64);
    }

    [Fact]
    public void Compress_RowsLikeTheOnesBefore_IsNoLargerThanAWholeFrame()
    {
        const int Rows = 50, Row = 1000, Plane = Rows * Row;
        byte[] page = Page(0, Plane, [true, true, true, true], seed: 1);
        Random random = new(2);
        Span<byte> last = page.AsSpan(3 * Plane);
        for (int i = Row; i < Plane; i++)
        {
            // As exponents do from epoch to epoch, one in a hundred changes.
            last[i] = random.Next(100) == 0 ? (byte)random.Next(256) : last[i - Row];
        }

        using PageCompressor compressor = new();
        using Compressor whole = new(1);
        Assert.InRange(compressor.Compress(page, Plane, Planes, Rows).Length, 1, whole.Wrap(page).Length + 64);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(50)]
    public void Compress_ValuesThatHardlyChange_TakeLittleMoreThanOneRow(int rows)
    {
        const int Row = 40_000;
        int plane = rows * Row;
        byte[] page = Page(0, plane, [true, true, true, false], seed: 1);
        Random random = new(2);
        for (int i = 0; i < Planes; i++)
        {
            Span<byte> values = page.AsSpan(i * plane, plane);
            for (int j = Row; j < plane; j++)
            {
                values[j] = random.Next(1000) == 0 ? (byte)random.Next(256) : values[j - Row];
            }
        }

        using PageCompressor compressor = new();
        double oneRow = compressor.Compress(Page(0, Row, [true, true, true, false], seed: 1), Row, Planes, 1).Length;
        Assert.InRange(compressor.Compress(page, plane, Planes, rows).Length / oneRow, 1, 1.1 + (0.02 * rows));
    }

    [Fact]
    public void Compress_RoundedMantissas_AreNoLargerThanAWholeFrame()
    {
        const int Rows = 2, Row = 300_000, Plane = Rows * Row;
        Random random = new(1);
        byte[] page = new byte[Plane * Planes];
        for (int i = 0; i < Plane; i++)
        {
            float value = i < Row ? (random.NextSingle() - 0.5f) / 8 : BitConverter.UInt32BitsToSingle(Bits(page, i - Row)) * (1 + ((random.NextSingle() - 0.5f) * 2e-5f));
            // Of 23 bits of mantissa, 10 are kept.
            uint bits = BitConverter.SingleToUInt32Bits(value) & 0xFFFF_E000;
            for (int byteOf = 0; byteOf < Planes; byteOf++)
            {
                page[(byteOf * Plane) + i] = (byte)(bits >> (8 * byteOf));
            }
        }

        using PageCompressor compressor = new();
        using Compressor whole = new(1);
        Assert.InRange(compressor.Compress(page, Plane, Planes, Rows).Length, 1, whole.Wrap(page).Length + 64);

        static uint Bits(byte[] page, int i) => page[i] | ((uint)page[Plane + i] << 8) | ((uint)page[(2 * Plane) + i] << 16) | ((uint)page[(3 * Plane) + i] << 24);
    }

    private static byte[] Page(int levels, int plane, bool[] noisy, int seed)
    {
        Random random = new(seed);
        byte[] page = new byte[levels + (plane * Planes)];
        for (int i = 0; i < Planes; i++)
        {
            Span<byte> values = page.AsSpan(levels + (i * plane), plane);
            random.NextBytes(values);
            for (int j = 0; j < values.Length && !noisy[i]; j++)
            {
                values[j] = (byte)(60 + (values[j] % 4));
            }
        }

        return page;
    }

    private static byte[] Unpack(byte[] frame, int length)
    {
        using Decompressor decompressor = new();
        byte[] page = new byte[length];
        Assert.Equal(length, decompressor.Unwrap(frame, page));
        return page;
    }
}
