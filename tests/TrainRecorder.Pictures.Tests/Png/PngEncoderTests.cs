using CsCheck;
using SkiaSharp;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Png;

public sealed class PngEncoderTests
{
    /// <summary>Read by Skia, which checks every chunk's CRC, what is written is what was painted: rows of all strips, whatever the height.</summary>
    [Fact]
    public void Write_AnySize_IsReadBackExactly() => Gen.Select(Gen.Int[480, 900], Gen.Int[270, 700]).Sample(
        (width, height) =>
        {
            SyntheticRun run = SyntheticRun.Digits(1);
            using PictureScene scene = Samples.Scene(run, new SceneOptions { Width = width, Height = height });
            using PictureSurface surface = new(width, height);
            surface.Paint(scene);
            using MemoryStream stream = new();
            PngEncoder.Write(surface, stream);

            using SKBitmap read = SKBitmap.Decode(stream.ToArray());
            Assert.Equal((width, height), (read.Width, read.Height));
            SKColor[] pixels = read.Pixels;
            ReadOnlySpan<byte> painted = surface.Rows(0, height).Span;
            for (int place = 0; place < pixels.Length; place++)
            {
                if (pixels[place] != new SKColor(painted[4 * place], painted[4 * place + 1], painted[4 * place + 2]))
                    Assert.Fail($"pixel {place % width}, {place / width} differs");
            }
        },
        iter: 12,
        threads: 1);

    /// <summary>Decoders need not look at zlib's checksum, and Skia's does not.</summary>
    [Fact]
    public void Write_Picture_HasTheRightChecksumAndOneStream()
    {
        byte[] png = Samples.Png(SyntheticRun.Digits(1), new SceneOptions { Width = 640, Height = 360 });
        using MemoryStream data = new();
        int place = 8;
        List<string> chunks = [];
        while (place < png.Length)
        {
            int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(place));
            string name = System.Text.Encoding.ASCII.GetString(png, place + 4, 4);
            chunks.Add(name);
            if (name == "IDAT")
                data.Write(png, place + 8, length);
            place += 12 + length;
        }
        data.Position = 0;
        using System.IO.Compression.ZLibStream zlib = new(data, System.IO.Compression.CompressionMode.Decompress);
        using MemoryStream rows = new();
        zlib.CopyTo(rows);

        Assert.Equal(("IHDR", "IEND"), (chunks[0], chunks[^1]));
        Assert.Equal(360 * (1 + 3 * 640), rows.Length);
        Assert.Equal(Adler32.Of(rows.ToArray()), System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(data.ToArray().AsSpan((int)data.Length - 4)));
    }

    [Fact]
    public void Adler32_KnownText_IsAsPublished() => Assert.Equal(0x11E60398u, Adler32.Of("Wikipedia"u8));

    [Fact]
    public void Adler32_TwoParts_CombineToTheWhole() => Gen.Select(Gen.Byte.Array[0, 20_000], Gen.Double.Unit).Sample((bytes, share) =>
    {
        int cut = (int)(share * bytes.Length);
        Assert.Equal(Adler32.Of(bytes), Adler32.Combine(Adler32.Of(bytes.AsSpan(0, cut)), Adler32.Of(bytes.AsSpan(cut)), bytes.Length - cut));
    });
}
