using SkiaSharp;
using TrainRecorder.Pictures.Painting;

namespace TrainRecorder.Pictures.Jpeg;

/// <summary>JPEG with colours at full resolution, since thin coloured lines are what our pictures are made of.</summary>
public static class JpegEncoder
{
    /// <summary>The quality unless asked otherwise, in [1, 100].</summary>
    public const int DefaultQuality = 92;

    /// <summary>Writes what was painted last.</summary>
    /// <exception cref="IOException">It cannot be encoded.</exception>
    public static void Write(PictureSurface surface, Stream stream, int quality = DefaultQuality)
    {
        using SKPixmap pixmap = surface.Pixmap;
        if (!pixmap.Encode(stream, new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore)))
            throw new IOException("the picture cannot be encoded as JPEG");
    }
}
