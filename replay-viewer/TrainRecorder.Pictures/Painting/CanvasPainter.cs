using System.Numerics;
using SkiaSharp;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Pictures.Painting;

/// <summary>Draws a scene on a canvas. One thread at a time.</summary>
internal sealed class CanvasPainter(SKCanvas canvas, PictureScene scene) : IDisposable
{
    private const float HaloShare = 0.3f;
    private const float TileFrameShare = 0.1f;

    private readonly SKPaint _fill = new() { IsAntialias = true };
    private readonly SKPaint _stroke = new() { IsAntialias = true, IsStroke = true, StrokeCap = SKStrokeCap.Butt, StrokeJoin = SKStrokeJoin.Round };
    private readonly SKPathBuilder _path = new();
    private readonly Dictionary<(FontFace, float), SKFont> _fonts = [];

    /// <summary>All of it.</summary>
    public void Paint()
    {
        PaintBehind();
        foreach (Connection connection in scene.Connections)
            DrawEdges(connection);
        foreach (LayerView layer in scene.Layers.Where(layer => layer.Tiles.Count == 0))
            DrawUnits(layer);
        PaintInFront();
    }

    /// <summary>What lies behind edges and units.</summary>
    public void PaintBehind()
    {
        canvas.Clear(Colour(scene.Theme.Background));
        foreach (Connection connection in scene.Connections)
        {
            if (connection.Density is { } density)
                Draw(density);
        }
    }

    /// <summary>What lies in front of edges, beside units or in front of them.</summary>
    public void PaintInFront()
    {
        foreach (LayerView layer in scene.Layers.Where(layer => layer.Tiles.Count > 0))
            DrawTiles(layer);
        foreach (Raster raster in scene.Drawing.Rasters)
            Draw(raster);
        foreach (Area area in scene.Drawing.Areas)
            Draw(area);
        foreach (Stroke stroke in scene.Drawing.Strokes)
            Draw(stroke);
        foreach (Disc disc in scene.Drawing.Discs)
            Draw(disc);
        foreach (Label label in scene.Drawing.Labels)
            Draw(label);
    }

    public void Dispose()
    {
        _fill.Dispose();
        _stroke.Dispose();
        _path.Dispose();
        foreach (SKFont font in _fonts.Values)
            font.Dispose();
    }

    private static SKColor Colour(Rgb colour, float opacity = 1) =>
        new(colour.Red, colour.Green, colour.Blue, (byte)MathF.Round(255 * opacity));

    private void DrawEdges(Connection connection)
    {
        foreach (Edge edge in connection.Edges)
        {
            EdgePath way = connection.Path(edge);
            _stroke.Color = Colour(connection.Colour(edge, scene.Theme), edge.Opacity);
            _stroke.StrokeWidth = edge.Width;
            _path.MoveTo(way.Start.X, way.Start.Y);
            if (way.BendsOut)
                _path.LineTo(way.Leave.X, way.Leave.Y);
            _path.CubicTo(way.Control1.X, way.Control1.Y, way.Control2.X, way.Control2.Y, way.Arrive.X, way.Arrive.Y);
            if (way.BendsIn)
                _path.LineTo(way.End.X, way.End.Y);
            DrawPath();
        }
    }

    private void DrawPath()
    {
        using SKPath path = _path.Detach();
        canvas.DrawPath(path, _stroke);
    }

    private void DrawUnits(LayerView layer)
    {
        float radius = layer.Place.Radius;
        float outline = layer.Outline(scene.Outline);
        for (int unit = 0; unit < layer.Fills.Count; unit++)
        {
            Vector2 centre = layer.Place.Units[unit];
            _fill.Color = Colour(layer.Fills[unit] ?? scene.Theme.Background);
            canvas.DrawCircle(centre.X, centre.Y, radius, _fill);
            if (layer.Rings.Count > 0 && layer.Rings[unit] is { } ring)
            {
                _stroke.Color = Colour(ring);
                _stroke.StrokeWidth = radius * LayerView.RingShare;
                canvas.DrawCircle(centre.X, centre.Y, radius * (1 - LayerView.RingShare / 2), _stroke);
            }
            _stroke.Color = Colour(scene.Theme.Outline);
            _stroke.StrokeWidth = outline;
            canvas.DrawCircle(centre.X, centre.Y, radius, _stroke);
        }
    }

    private void DrawTiles(LayerView layer)
    {
        for (int unit = 0; unit < layer.Tiles.Count; unit++)
        {
            Raster tile = layer.Tiles[unit];
            Draw(tile);
            (Rgb colour, float width) = Frame(layer, unit);
            _stroke.Color = Colour(colour);
            _stroke.StrokeWidth = width;
            canvas.DrawRect(tile.Box.Left - width / 2, tile.Box.Top - width / 2, tile.Box.Width + width, tile.Box.Height + width, _stroke);
        }
    }

    /// <summary>The frame of a small picture: coloured by what the layer's units show, or thin.</summary>
    private (Rgb Colour, float Width) Frame(LayerView layer, int unit) => layer.Frame(unit) is { } colour
        ? (colour, layer.Place.Radius * TileFrameShare)
        : (scene.Theme.Outline, MathF.Min(scene.Outline, layer.Place.Radius * 0.1f));

    private unsafe void Draw(Raster raster)
    {
        fixed (byte* pixels = raster.Pixels)
        {
            SKImageInfo info = new(raster.Columns, raster.Rows, SKColorType.Rgba8888, SKAlphaType.Unpremul);
            using SKImage image = SKImage.FromPixelCopy(info, (nint)pixels);
            SKSamplingOptions sampling = new(raster.Smooth ? SKFilterMode.Linear : SKFilterMode.Nearest);
            canvas.DrawImage(image, new SKRect(raster.Box.Left, raster.Box.Top, raster.Box.Right, raster.Box.Bottom), sampling, _fill);
        }
    }

    private void Draw(Area area)
    {
        _fill.Color = Colour(area.Fill, area.Opacity);
        _path.MoveTo(area.Points[0].X, area.Points[0].Y);
        foreach (Vector2 point in area.Points.Skip(1))
            _path.LineTo(point.X, point.Y);
        _path.Close();
        using (SKPath path = _path.Detach())
            canvas.DrawPath(path, _fill);
        if (area.Edge is { } edge)
            Draw(edge);
    }

    private void Draw(Stroke stroke)
    {
        _stroke.Color = Colour(stroke.Colour);
        _stroke.StrokeWidth = stroke.Width;
        using SKPathEffect? dashes = stroke.Dashed ? SKPathEffect.CreateDash([4 * stroke.Width, 2.5f * stroke.Width], 0) : null;
        _stroke.PathEffect = dashes;
        _path.MoveTo(stroke.Points[0].X, stroke.Points[0].Y);
        foreach (Vector2 point in stroke.Points.Skip(1))
            _path.LineTo(point.X, point.Y);
        DrawPath();
        _stroke.PathEffect = null;
    }

    private void Draw(Disc disc)
    {
        _fill.Color = Colour(disc.Fill);
        canvas.DrawCircle(disc.Centre.X, disc.Centre.Y, disc.Radius, _fill);
    }

    private void Draw(Label label)
    {
        IReadOnlyList<(FontFace Face, string Text)> runs = FontRuns.Of(label.Text, label.Style.Weight);
        if (label.Halo)
        {
            _stroke.Color = Colour(scene.Theme.Background, 0.85f);
            _stroke.StrokeWidth = label.Style.Size * HaloShare;
            Draw(runs, label, _stroke);
        }
        _fill.Color = Colour(label.Colour);
        Draw(runs, label, _fill);
    }

    private void Draw(IReadOnlyList<(FontFace Face, string Text)> runs, Label label, SKPaint paint)
    {
        float left = label.Left;
        foreach ((FontFace face, string text) in runs)
        {
            canvas.DrawText(text, left, label.Place.Y, SKTextAlign.Left, Font(face, label.Style.Size), paint);
            left += face.Width(text, label.Style.Size);
        }
    }

    private SKFont Font(FontFace face, float size)
    {
        if (!_fonts.TryGetValue((face, size), out SKFont? font))
            _fonts[(face, size)] = font = Typefaces.Font(face, size);
        return font;
    }
}
