using System.Buffers.Binary;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The outside of a Zstandard frame (RFC 8878): what it says of itself before anything is decompressed.</summary>
internal static class ZstandardFrame
{
    public const uint Magic = 0xFD2FB528;

    /// <summary>Bytes before each block: whether it is the last, its type, its size.</summary>
    public const int BlockHeader = 3;

    private const int RunLengthBlock = 1;
    private const int ReservedBlock = 3;

    /// <summary>The size of the content of the one frame that these bytes are; null if they are not one frame, or it does not say it.</summary>
    public static long? ContentSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 6 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return null;
        }

        int descriptor = bytes[4];
        (int place, int width) = SizeField(descriptor);
        if (width == 0 || bytes.Length < place + width)
        {
            return null;
        }

        int checksum = (descriptor & 4) != 0 ? 4 : 0;
        return EndOfBlocks(bytes, place + width) + checksum == bytes.Length ? Number(bytes.Slice(place, width)) : null;
    }

    /// <summary>The blocks of a frame, without its header; a checksum, if it has one, stands behind them.</summary>
    public static ReadOnlySpan<byte> Blocks(ReadOnlySpan<byte> frame)
    {
        (int place, int width) = SizeField(frame[4]);
        return frame[(place + width)..];
    }

    /// <summary>Where in the frame the size of the content stands, and in how many bytes.</summary>
    private static (int Place, int Width) SizeField(int descriptor)
    {
        bool isSingleSegment = (descriptor & 0x20) != 0;
        int dictionary = (descriptor & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 };
        int width = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        return (5 + (isSingleSegment ? 0 : 1) + dictionary, width);
    }

    private static long Number(ReadOnlySpan<byte> bytes)
    {
        Span<byte> eight = stackalloc byte[8];
        eight.Clear();
        bytes.CopyTo(eight);

        // What two bytes say begins at 256: less has found room in one.
        ulong number = BinaryPrimitives.ReadUInt64LittleEndian(eight) + (bytes.Length == 2 ? 256u : 0);
        return (long)Math.Min(number, long.MaxValue);
    }

    /// <summary>Where the blocks end; -1 if they do not within these bytes.</summary>
    private static long EndOfBlocks(ReadOnlySpan<byte> bytes, int first)
    {
        long place = first;
        while (place <= bytes.Length - BlockHeader)
        {
            ReadOnlySpan<byte> block = bytes[(int)place..];
            int header = block[0] | (block[1] << 8) | (block[2] << 16);
            int type = (header >> 1) & 3;
            if (type == ReservedBlock)
            {
                return -1;
            }

            place += BlockHeader + (type == RunLengthBlock ? 1 : header >> 3);
            if ((header & 1) != 0)
            {
                return place;
            }
        }

        return -1;
    }
}
