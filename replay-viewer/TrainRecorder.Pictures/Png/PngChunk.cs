using System.Buffers.Binary;
using System.IO.Hashing;

namespace TrainRecorder.Pictures.Png;

/// <summary>A chunk of a PNG file: length, name, content, CRC-32 of name and content.</summary>
internal static class PngChunk
{
    /// <summary>Writes a chunk.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(content);
        Crc32 crc = new();
        crc.Append(name);
        crc.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        stream.Write(number);
    }
}
