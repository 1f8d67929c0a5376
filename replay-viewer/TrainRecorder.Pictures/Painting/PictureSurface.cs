using System.Buffers;
using SkiaSharp;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.Pictures.Painting;

/// <summary>The pixels of pictures of one size, used again for each of them. One picture at a time.</summary>
public sealed class PictureSurface : IDisposable
{
    /// <summary>Bands have a fixed height whatever the number of cores, so that a picture is the same, bit for bit, on one core and on many.</summary>
    private const int BandHeight = 256;

    private const int BytesPerPixel = 4;

    private readonly SKBitmap _pixels;
    private readonly PixelMemory _memory;
    private readonly int _width;
    private readonly int _height;
    private readonly float _scale;

    /// <summary>Takes memory for scenes of a size.</summary>
    /// <param name="width">The width of scenes.</param>
    /// <param name="height">The height of scenes.</param>
    /// <param name="scale">Pixels a unit of the scene, both ways: 2 for screens of double resolution.</param>
    /// <exception cref="InsufficientMemoryException">There is no memory for it.</exception>
    public PictureSurface(int width, int height, double scale = 1)
    {
        (_width, _height, _scale) = (width, height, (float)scale);
        _pixels = new SKBitmap();
        SKImageInfo info = new(PixelsOf(width, scale), PixelsOf(height, scale), SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (!_pixels.TryAllocPixels(info, info.RowBytes))
        {
            _pixels.Dispose();
            throw new InsufficientMemoryException($"there is no memory for a picture of {info.Width}x{info.Height} pixels");
        }
        _memory = new PixelMemory(_pixels);
    }

    /// <summary>Pixels from left to right.</summary>
    public int PixelWidth => _pixels.Width;

    /// <summary>Pixels from top to bottom.</summary>
    public int PixelHeight => _pixels.Height;

    /// <summary>The pixels as they were painted last.</summary>
    internal SKPixmap Pixmap => _pixels.PeekPixels();

    /// <summary>The pixels of a side of a scene at a scale.</summary>
    public static int PixelsOf(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));

    /// <summary>Paints a scene of the surface's size on all cores: edges and units strip by strip; the other shapes are recorded once, then played back band by band.</summary>
    public void Paint(PictureScene scene)
    {
        Check(scene);
        PaintBands(scene, static painter => painter.PaintBehind());
        StripPainter strips = new(scene, Grid(StripPainter.IsTurned(scene)), _scale);
        Parallel.For(0, strips.Strips, strips.Paint);
        PaintBands(scene, static painter => painter.PaintInFront());
    }

    /// <summary>Paints a scene on the calling thread alone: less work in all, for frames of which several are painted at once.</summary>
    public void PaintAlone(PictureScene scene)
    {
        Check(scene);
        using SKSurface surface = SKSurface.Create(_pixels.Info, _pixels.GetPixels(), _pixels.RowBytes)
            ?? throw new InsufficientMemoryException("Skia has no memory for a surface");
        surface.Canvas.Scale(_scale);
        using CanvasPainter painter = new(surface.Canvas, scene);
        painter.PaintBehind();
        StripPainter strips = new(scene, Grid(StripPainter.IsTurned(scene)), _scale);
        for (int strip = 0; strip < strips.Strips; strip++)
            strips.Paint(strip);
        painter.PaintInFront();
    }

    /// <summary>Some rows as they were painted last: red, green, blue, opacity. Valid until the next picture.</summary>
    internal ReadOnlyMemory<byte> Rows(int first, int count) => _memory.Memory.Slice(first * _pixels.RowBytes, count * _pixels.RowBytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IDisposable)_memory).Dispose();
        _pixels.Dispose();
    }

    private void Check(PictureScene scene)
    {
        if (scene.Width != _width || scene.Height != _height)
            throw new ArgumentException("the scene has another size than the surface", nameof(scene));
    }

    private PixelGrid Grid(bool isTurned) => isTurned
        ? new PixelGrid(_memory.Memory, PixelHeight, PixelWidth, _pixels.RowBytes, BytesPerPixel)
        : new PixelGrid(_memory.Memory, PixelWidth, PixelHeight, BytesPerPixel, _pixels.RowBytes);

    private void PaintBands(PictureScene scene, Action<CanvasPainter> paint)
    {
        using SKPictureRecorder recorder = new();
        SKCanvas canvas = recorder.BeginRecording(SKRect.Create(scene.Width, scene.Height), useRTree: true);
        using (CanvasPainter painter = new(canvas, scene))
            paint(painter);
        using SKPicture picture = recorder.EndRecording();
        int bands = (PixelHeight + BandHeight - 1) / BandHeight;
        Parallel.For(0, bands, band => PaintBand(picture, band * BandHeight));
    }

    private void PaintBand(SKPicture picture, int top)
    {
        SKImageInfo info = _pixels.Info.WithSize(_pixels.Width, Math.Min(BandHeight, _pixels.Height - top));
        using SKSurface surface = SKSurface.Create(info, _pixels.GetPixels() + top * _pixels.RowBytes, _pixels.RowBytes)
            ?? throw new InsufficientMemoryException("Skia has no memory for a surface");
        surface.Canvas.Translate(0, -top);
        surface.Canvas.Scale(_scale);
        surface.Canvas.DrawPicture(picture);
    }

    /// <summary>Skia's pixels as memory that streams can write.</summary>
    private sealed unsafe class PixelMemory(SKBitmap pixels) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new((void*)pixels.GetPixels(), pixels.ByteCount);

        public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)pixels.GetPixels() + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
