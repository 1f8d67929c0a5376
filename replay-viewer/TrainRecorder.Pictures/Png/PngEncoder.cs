using SkiaSharp;
using TrainRecorder.Pictures.Painting;

namespace TrainRecorder.Pictures.Png;

/// <summary>PNG: filter Sub and zlib level 1, a quarter of the default's time for a few per cent more bytes.</summary>
public static class PngEncoder
{
    private static readonly SKPngEncoderOptions s_options = new(SKPngEncoderFilterFlags.Sub, 1);

    /// <summary>Writes what was painted last.</summary>
    public static void Write(PictureSurface surface, Stream stream)
    {
        using SKPixmap pixmap = surface.Pixmap;
        Write(pixmap, stream);
    }

    internal static void Write(SKPixmap pixmap, Stream stream)
    {
        if (!pixmap.Encode(stream, s_options))
            throw new IOException("the picture cannot be encoded as PNG");
    }
}
