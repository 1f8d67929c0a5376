using SkiaSharp;
using TrainRecorder.Pictures.Painting;

namespace TrainRecorder.Pictures.Webp;

/// <summary>WebP, lossy: a tenth of a PNG's size.</summary>
public static class WebpEncoder
{
    /// <summary>The largest width and height of the format, in pixels.</summary>
    public const int LargestSide = 16383;

    /// <summary>Quality of stills.</summary>
    public const float StillQuality = 92;

    /// <summary>Quality of the frames of an animation.</summary>
    public const float FrameQuality = 80;

    /// <summary>Writes what was painted last.</summary>
    public static void Write(PictureSurface surface, Stream stream, float quality = StillQuality)
    {
        using SKPixmap pixmap = surface.Pixmap;
        if (!pixmap.Encode(stream, new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality)))
            throw new IOException("the picture cannot be encoded as WebP");
    }
}
