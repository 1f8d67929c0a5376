using SkiaSharp;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.Pictures.Painting;

/// <summary>The pixels of pictures of one size, used again for each of them. One picture at a time.</summary>
public sealed class PictureSurface : IDisposable
{
    /// <summary>Bands have a fixed height whatever the number of cores, so that a picture is the same, bit for bit, on one core and on many.</summary>
    private const int BandHeight = 256;

    private readonly SKBitmap _pixels;

    /// <summary>Takes memory for a size in pixels.</summary>
    public PictureSurface(int width, int height)
    {
        _pixels = new SKBitmap();
        if (!_pixels.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque)))
        {
            _pixels.Dispose();
            throw new InsufficientMemoryException($"there is no memory for a picture of {width}x{height} pixels");
        }
    }

    /// <summary>The pixels as they were painted last.</summary>
    internal SKPixmap Pixmap => _pixels.PeekPixels();

    /// <summary>Paints a scene of the surface's size: its shapes are recorded once, then played back band by band on all cores.</summary>
    public void Paint(PictureScene scene)
    {
        if (scene.Width != _pixels.Width || scene.Height != _pixels.Height)
            throw new ArgumentException("the scene has another size than the surface", nameof(scene));
        using SKPictureRecorder recorder = new();
        SKCanvas canvas = recorder.BeginRecording(SKRect.Create(scene.Width, scene.Height), useRTree: true);
        using (CanvasPainter painter = new(canvas, scene))
            painter.Paint();
        using SKPicture picture = recorder.EndRecording();
        int bands = (scene.Height + BandHeight - 1) / BandHeight;
        Parallel.For(0, bands, band => PaintBand(picture, band * BandHeight));
    }

    /// <inheritdoc/>
    public void Dispose() => _pixels.Dispose();

    private void PaintBand(SKPicture picture, int top)
    {
        SKImageInfo info = _pixels.Info.WithSize(_pixels.Width, Math.Min(BandHeight, _pixels.Height - top));
        using SKSurface surface = SKSurface.Create(info, _pixels.GetPixels() + top * _pixels.RowBytes, _pixels.RowBytes)
            ?? throw new InsufficientMemoryException("Skia has no memory for a surface");
        surface.Canvas.Translate(0, -top);
        surface.Canvas.DrawPicture(picture);
    }
}
