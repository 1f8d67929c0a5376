using SkiaSharp;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Webp;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Webp;

public sealed class WebpTests
{
    private static readonly SceneOptions s_options = new() { Width = 480, Height = 270 };

    [Fact]
    public void Write_Still_IsReadByAnyDecoder()
    {
        using SKCodec codec = Decode(Still(2));

        Assert.Equal((480, 270), (codec.Info.Width, codec.Info.Height));
        Assert.Equal(SKEncodedImageFormat.Webp, codec.EncodedFormat);
    }

    [Fact]
    public void Add_Frames_AreReadBackInOrderWithTheirDurations()
    {
        byte[][] stills = [Still(0), Still(1), Still(2)];
        using SKCodec codec = Decode(Animate(stills));

        Assert.Equal((480, 270), (codec.Info.Width, codec.Info.Height));
        Assert.Equal([100, 101, 102], codec.FrameInfo.Select(frame => frame.Duration));
        Assert.Equal(-1, codec.RepetitionCount);
        for (int index = 0; index < stills.Length; index++)
        {
            using SKBitmap frame = new(codec.Info);
            Assert.Equal(SKCodecResult.Success, codec.GetPixels(codec.Info, frame.GetPixels(), new SKCodecOptions(index)));
            using SKBitmap still = SKBitmap.Decode(stills[index]);
            Assert.Equal(still.Pixels, frame.Pixels);
        }
    }

    [Fact]
    public void Add_NoWebp_IsRefused()
    {
        AnimatedWebpWriter writer = new(new MemoryStream(), 480, 270);

        Assert.Throws<InvalidDataException>(() => writer.Add("no picture at all, is it?"u8, TimeSpan.FromSeconds(1)));
    }

    private static SKCodec Decode(byte[] file) => SKCodec.Create(new MemoryStream(file)) ?? throw new InvalidDataException("not a picture");

    private static byte[] Animate(byte[][] stills)
    {
        using MemoryStream stream = new();
        AnimatedWebpWriter writer = new(stream, 480, 270);
        for (int index = 0; index < stills.Length; index++)
            writer.Add(stills[index], TimeSpan.FromMilliseconds(100 + index));
        writer.Complete();
        return stream.ToArray();
    }

    private static byte[] Still(int epoch)
    {
        SyntheticRun run = SyntheticRun.Digits(2);
        using PictureScene scene = new SceneComposer(run.Network, run.History, s_options).Compose(run.Frame(epoch));
        using PictureSurface surface = new(480, 270);
        surface.Paint(scene);
        using MemoryStream stream = new();
        WebpEncoder.Write(surface, stream);
        return stream.ToArray();
    }
}
