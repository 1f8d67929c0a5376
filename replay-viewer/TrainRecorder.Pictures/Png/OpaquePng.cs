using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using TrainRecorder.Pictures.Painting;

namespace TrainRecorder.Pictures.Png;

/// <summary>Writes opaque pictures as PNG (ISO/IEC 15948), strips of rows compressed by themselves on all cores.</summary>
/// <remarks>
/// A strip ends on a whole byte (zlib's sync flush), so that strips follow each other as one deflate stream, as pigz has it; only the last of them
/// is marked as final. The height of a strip does not depend on the machine.
/// </remarks>
internal static class OpaquePng
{
    private const int StripRows = 90;
    private const int BytesPerPixel = 3;
    private const byte TrueColour = 2;
    private const byte FilterSub = 1;

    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] s_zlibHeader = [0x78, 0x01];

    /// <summary>One above the quickest, which makes files a fifth larger.</summary>
    private static readonly ZLibCompressionOptions s_quick = new() { CompressionLevel = 2 };

    /// <summary>An empty final block of deflate with fixed codes.</summary>
    private static readonly byte[] s_end = [0x03, 0x00];

    /// <summary>Writes what was painted last.</summary>
    public static void Write(PictureSurface surface, Stream stream)
    {
        int width = surface.PixelWidth, height = surface.PixelHeight, count = (height + StripRows - 1) / StripRows;
        Strip[] strips = new Strip[count];
        Parallel.For(0, count, index => strips[index] = Compress(surface, index * StripRows, Math.Min(StripRows, height - index * StripRows)));

        stream.Write(s_signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, TrueColour);
        PngChunk.Write(stream, "IHDR"u8, header);
        PngChunk.Write(stream, "IDAT"u8, s_zlibHeader);
        uint checksum = 1;
        foreach (Strip strip in strips)
        {
            PngChunk.Write(stream, "IDAT"u8, strip.Bytes.Span);
            checksum = Adler32.Combine(checksum, strip.Checksum, strip.Length);
        }
        byte[] trailer = [.. s_end, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(trailer.AsSpan(s_end.Length), checksum);
        PngChunk.Write(stream, "IDAT"u8, trailer);
        PngChunk.Write(stream, "IEND"u8, []);
    }

    /// <summary>Rows compressed, ending on a whole byte, not final.</summary>
    private static Strip Compress(PictureSurface surface, int first, int rows)
    {
        int width = surface.PixelWidth, stride = 1 + width * BytesPerPixel;
        byte[] rented = ArrayPool<byte>.Shared.Rent(stride * rows);
        Span<byte> filtered = rented.AsSpan(0, stride * rows);
        ReadOnlySpan<byte> pixels = surface.Rows(first, rows).Span;
        for (int row = 0; row < rows; row++)
            Filter(pixels.Slice(row * width * 4, width * 4), filtered.Slice(row * stride, stride));
        MemoryStream bytes = new(filtered.Length / 4);

        Strip strip;
        using (DeflateStream deflate = new(bytes, s_quick, leaveOpen: true))
        {
            deflate.Write(filtered);
            deflate.Flush();

            // What it writes when it is disposed, the mark of the end, is no part of the strip.
            strip = new Strip(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Adler32.Of(filtered), filtered.Length);
        }
        ArrayPool<byte>.Shared.Return(rented);
        return strip;
    }

    /// <summary>Each byte less that of the pixel before.</summary>
    private static void Filter(ReadOnlySpan<byte> pixels, Span<byte> filtered)
    {
        filtered[0] = FilterSub;
        int red = 0, green = 0, blue = 0;
        for (int from = 0, to = 1; from < pixels.Length; from += 4, to += BytesPerPixel)
        {
            filtered[to] = (byte)(pixels[from] - red);
            filtered[to + 1] = (byte)(pixels[from + 1] - green);
            filtered[to + 2] = (byte)(pixels[from + 2] - blue);
            (red, green, blue) = (pixels[from], pixels[from + 1], pixels[from + 2]);
        }
    }

    /// <summary>A strip.</summary>
    /// <param name="Bytes">Compressed.</param>
    /// <param name="Checksum">Adler-32 of what was compressed.</param>
    /// <param name="Length">Bytes of it.</param>
    private readonly record struct Strip(ReadOnlyMemory<byte> Bytes, uint Checksum, int Length);
}
