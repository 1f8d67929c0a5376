using System.Buffers.Binary;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>
/// Compresses pages with Zstandard. The low bytes of trained floats are noise that no compression makes smaller, so they are not tried: they go
/// into the frame as raw blocks, and only what follows is compressed. Every decoder reads such a frame. The same page always makes the same bytes.
/// </summary>
/// <remarks>The frame is put together by RFC 8878: a header with the size of the content, raw blocks, and the blocks of another frame.</remarks>
internal sealed class PageCompressor : IDisposable
{
    // The level of CompressionLevel.Fastest. Higher ones cost much and gain little.
    private const int Level = 1;

    // The planes of one epoch seldom repeat in runs, but some of their bytes are far more frequent than others: the search for runs goes in long strides, and
    // what it passes over gets a Huffman code. Half the time of level 1 for trained weights, and smaller; half for activations, and 2 % larger.
    private const int LevelOfFewRows = -20;

    // Of more rows, the high bytes of each repeat much of those before: level 1 finds it.
    private const int FewRows = 4;

    // Smaller planes are compressed sooner than looked at.
    private const int LeastPlane = 1 << 15;

    private const int MostBlock = 1 << 17;
    private const int FrameHeader = 9;

    // A single segment, its size in four bytes, no checksum (Parquet's pages have ours), no dictionary.
    private const byte Descriptor = 0xA0;

    private readonly Compressor _compressor = new(Level);
    private readonly Compressor _ofFewRows = new(LevelOfFewRows);
    private byte[] _compressed = [];
    private byte[] _rest = [];

    // ZSTD_c_literalCompressionMode, ZSTD_ps_enable: negative levels leave literals as they are otherwise.
    public PageCompressor() => _ofFewRows.SetParameter(ZSTD_cParameter.ZSTD_c_experimentalParam5, (int)ZSTD_paramSwitch_e.ZSTD_ps_enable);

    /// <param name="page">Levels, then the planes of BYTE_STREAM_SPLIT.</param>
    /// <param name="plane">Bytes of each of the planes at its end; 0: it has none.</param>
    /// <param name="planes">How many there are.</param>
    /// <param name="rows">Of how many rows its values are.</param>
    /// <returns>A frame, good until the next call; it may be larger than the page.</returns>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> page, int plane, int planes, int rows)
    {
        // Where values hardly change from row to row, level 1 finds the row before in all bytes, be they noise or not.
        bool repeats = plane >= LeastPlane && rows > 1 && Repeats(page.Slice(page.Length - (plane * planes), plane), plane / rows);
        Compressor compressor = plane >= LeastPlane && rows <= FewRows && !repeats ? _ofFewRows : _compressor;
        int raw = repeats ? 0 : NoiseLength(page, plane, planes);
        int bound = Compressor.GetCompressBound(page.Length - raw);
        Grow(ref _compressed, bound + FrameHeader + raw + (((raw / MostBlock) + 1) * ZstandardFrame.BlockHeader));
        if (raw == 0)
        {
            return _compressed.AsSpan(0, compressor.Wrap(page, _compressed));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_compressed, ZstandardFrame.Magic);
        _compressed[4] = Descriptor;
        BinaryPrimitives.WriteInt32LittleEndian(_compressed.AsSpan(5), page.Length);
        int length = FrameHeader;
        for (int start = 0; start < raw; start += MostBlock)
        {
            int size = Math.Min(MostBlock, raw - start);
            length += ZstandardFrame.BlockHeader;
            WriteBlockHeader(_compressed.AsSpan(length - ZstandardFrame.BlockHeader), size, isLast: start + size == page.Length);
            page.Slice(start, size).CopyTo(_compressed.AsSpan(length));
            length += size;
        }

        if (raw < page.Length)
        {
            Grow(ref _rest, bound);
            ReadOnlySpan<byte> blocks = ZstandardFrame.Blocks(_rest.AsSpan(0, compressor.Wrap(page[raw..], _rest)));
            blocks.CopyTo(_compressed.AsSpan(length));
            length += blocks.Length;
        }

        return _compressed.AsSpan(0, length);
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _ofFewRows.Dispose();
    }

    /// <summary>Bytes at the beginning that are levels and planes of noise; 0 if the first plane is none.</summary>
    private static int NoiseLength(ReadOnlySpan<byte> page, int plane, int planes)
    {
        int start = page.Length - (plane * planes);
        int noisy = 0;
        while (plane >= LeastPlane && noisy < planes && IsNoise(page.Slice(start + (noisy * plane), plane)))
        {
            noisy++;
        }

        return noisy == 0 ? 0 : start + (noisy * plane);
    }

    /// <summary>Of a sample from everywhere, at least half of the runs of eight bytes are those of the row before.</summary>
    private static bool Repeats(ReadOnlySpan<byte> plane, int row)
    {
        const int Runs = 128, Run = 8;
        int same = 0;
        for (int i = 0; i < Runs; i++)
        {
            int start = row + (int)((long)(plane.Length - row - Run) * i / (Runs - 1));
            same += plane.Slice(start, Run).SequenceEqual(plane.Slice(start - row, Run)) ? 1 : 0;
        }

        return same * 2 >= Runs;
    }

    /// <summary>
    /// Of a sample from everywhere, how often two bytes are the same: for noise once in 256 pairs. Up to a fifth more often, the entropy is so near to eight bits
    /// that a Huffman code gains less than Zstandard asks for.
    /// </summary>
    private static bool IsNoise(ReadOnlySpan<byte> plane)
    {
        const int Runs = 128, Run = 64, Sample = Runs * Run;
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        for (int i = 0; i < Runs; i++)
        {
            foreach (byte value in plane.Slice((int)((long)(plane.Length - Run) * i / (Runs - 1)), Run))
            {
                counts[value]++;
            }
        }

        long pairs = 0;
        foreach (int count in counts)
        {
            pairs += (long)count * count;
        }

        return pairs * 256 * 5 < (long)Sample * Sample * 6;
    }

    // Type 0, raw, in bits 1 and 2.
    private static void WriteBlockHeader(Span<byte> destination, int size, bool isLast)
    {
        int header = (size << 3) | (isLast ? 1 : 0);
        destination[0] = (byte)header;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[1..], (ushort)(header >> 8));
    }

    private static void Grow(ref byte[] buffer, int size)
    {
        if (buffer.Length < size)
        {
            buffer = new byte[size];
        }
    }
}
