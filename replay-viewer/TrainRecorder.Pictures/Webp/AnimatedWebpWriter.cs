using System.Buffers.Binary;

namespace TrainRecorder.Pictures.Webp;

/// <summary>Joins still WebP pictures into an animated one, a frame at a time, so that memory does not grow with the number of frames.</summary>
/// <remarks>
/// The container of Google's "WebP Container Specification": a RIFF file with the chunks VP8X (size, flags), ANIM (background,
/// loops), and ANMF for each frame, which holds the image chunk of a still picture as it is. Every frame is whole, so that
/// players can jump to any of them.
/// </remarks>
public sealed class AnimatedWebpWriter
{
    private const byte AnimationFlag = 0b10;
    private const byte DoNotBlend = 0b10;
    private const int FrameHeader = 16;

    private readonly Stream _stream;
    private readonly long _start;
    private readonly int _width;
    private readonly int _height;

    /// <summary>Begins an animation that repeats for ever.</summary>
    /// <param name="stream">Can seek: its size is filled in at the end.</param>
    /// <param name="width">Pixels, up to 16,383.</param>
    /// <param name="height">Pixels, up to 16,383.</param>
    public AnimatedWebpWriter(Stream stream, int width, int height)
    {
        (_stream, _start, _width, _height) = (stream, stream.Position, width, height);
        Span<byte> head = stackalloc byte[12 + 18 + 14];
        head.Clear();
        "RIFF"u8.CopyTo(head);
        "WEBPVP8X"u8.CopyTo(head[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], 10);
        head[20] = AnimationFlag;
        WriteUInt24(head[24..], width - 1);
        WriteUInt24(head[27..], height - 1);
        "ANIM"u8.CopyTo(head[30..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[34..], 6);
        BinaryPrimitives.WriteUInt32LittleEndian(head[38..], uint.MaxValue);
        stream.Write(head);
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="still">A whole WebP file of the animation's size.</param>
    /// <param name="duration">How long it is shown, below 4.6 hours.</param>
    /// <exception cref="IOException">The file would pass the 4 GiB of its format.</exception>
    public void Add(ReadOnlySpan<byte> still, TimeSpan duration)
    {
        ReadOnlySpan<byte> image = ImageChunks(still);
        if (_stream.Position - _start + image.Length + 24 > uint.MaxValue)
            throw new IOException("an animated WebP cannot be larger than 4 GiB; choose fewer epochs or a smaller size");
        Span<byte> head = stackalloc byte[8 + FrameHeader];
        head.Clear();
        "ANMF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], FrameHeader + image.Length);
        WriteUInt24(head[14..], _width - 1);
        WriteUInt24(head[17..], _height - 1);
        WriteUInt24(head[20..], (int)duration.TotalMilliseconds);
        head[23] = DoNotBlend;
        _stream.Write(head);
        _stream.Write(image);
    }

    /// <summary>Ends the animation.</summary>
    public void Complete()
    {
        long end = _stream.Position;
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)(end - _start - 8));
        _stream.Position = _start + 4;
        _stream.Write(size);
        _stream.Position = end;
    }

    /// <summary>The chunks of a still picture that hold its image: VP8 or VP8L, with ALPH before it if there is one.</summary>
    private static ReadOnlySpan<byte> ImageChunks(ReadOnlySpan<byte> file)
    {
        for (int place = 12; place + 8 <= file.Length;)
        {
            ReadOnlySpan<byte> name = file.Slice(place, 4);
            if (name.SequenceEqual("ALPH"u8) || name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8))
                return file[place..];
            int length = BinaryPrimitives.ReadInt32LittleEndian(file[(place + 4)..]);
            place = checked(place + 8 + length + (length & 1));
        }
        throw new InvalidDataException("a frame is not a WebP picture");
    }

    private static void WriteUInt24(Span<byte> bytes, int value)
    {
        bytes[0] = (byte)value;
        bytes[1] = (byte)(value >> 8);
        bytes[2] = (byte)(value >> 16);
    }
}
