using SkiaSharp;
using TrainRecorder.Pictures.Jpeg;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Jpeg;

public sealed class JpegEncoderTests
{
    [Fact]
    public void Write_Scene_GivesTheSamePictureAsPng()
    {
        SceneOptions options = new() { Width = 640, Height = 360 };
        SyntheticRun run = SyntheticRun.Digits(2);
        using PictureScene scene = Samples.Scene(run, options);
        using PictureSurface surface = new(640, 360);
        surface.Paint(scene);
        using MemoryStream stream = new();
        JpegEncoder.Write(surface, stream);

        using SKBitmap expected = SKBitmap.Decode(Samples.Png(run, options)), actual = SKBitmap.Decode(stream.ToArray());
        Assert.Equal(0xFFD8, stream.ToArray()[0] << 8 | stream.ToArray()[1]);
        Assert.Equal((640, 360), (actual.Width, actual.Height));
        double difference = expected.Pixels.Zip(actual.Pixels, (one, other) => Math.Abs(one.Red - other.Red)).Average();
        Assert.InRange(difference, 0, 3);
    }
}
