using System.Numerics;
using System.Text;
using SkiaSharp;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Pictures.Svg;

/// <summary>Writes a scene as SVG: groups of shapes with common styles, numbers rounded to a tenth of a pixel, texts as texts.</summary>
public static class SvgWriter
{
    private const string FontStack = FontFace.Family + ",'Segoe UI','Helvetica Neue',Arial,sans-serif";

    /// <summary>Writes a scene, UTF-8 without a byte order mark.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="stream">Takes the file; not closed.</param>
    /// <param name="scale">Pixels a unit of the scene.</param>
    public static void Write(PictureScene scene, Stream stream, double scale = 1)
    {
        StringBuilder svg = new();
        Theme theme = scene.Theme;
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{PictureSurface.PixelsOf(scene.Width, scale)}\" height=\"{PictureSurface.PixelsOf(scene.Height, scale)}\" ")
            .Append($"viewBox=\"0 0 {scene.Width} {scene.Height}\" role=\"img\">\n<title>").Escape(scene.Description).Append("</title>\n")
            .Append($"<style>text{{font-family:{FontStack}}}.p{{stroke:{theme.Positive}}}.n{{stroke:{theme.Negative}}}.s{{stroke:{theme.Strength}}}</style>\n")
            .Append($"<rect width=\"{scene.Width}\" height=\"{scene.Height}\" fill=\"{theme.Background}\"/>\n");
        foreach (Connection connection in scene.Connections)
        {
            if (connection.Density is { } density)
                Append(svg, density);
        }
        foreach (Connection connection in scene.Connections)
            AppendEdges(svg, connection);
        foreach (LayerView layer in scene.Layers)
            AppendUnits(svg, layer, scene);
        foreach (Raster raster in scene.Drawing.Rasters)
            Append(svg, raster);
        foreach (Area area in scene.Drawing.Areas)
            Append(svg, area);
        foreach (Stroke stroke in scene.Drawing.Strokes)
            Append(svg, stroke);
        foreach (Disc disc in scene.Drawing.Discs)
        {
            svg.Append("<circle cx=\"").Number(disc.Centre.X).Append("\" cy=\"").Number(disc.Centre.Y)
                .Append("\" r=\"").Number(disc.Radius).Append($"\" fill=\"{disc.Fill}\"/>\n");
        }
        foreach (Label label in scene.Drawing.Labels)
            Append(svg, label, theme);
        svg.Append("</svg>\n");
        stream.Write(Encoding.UTF8.GetBytes(svg.ToString()));
    }

    /// <summary>Edges of nearly the same strength follow one another and share a group that says their width and opacity.</summary>
    private static void AppendEdges(StringBuilder svg, Connection connection)
    {
        (int Width, int Opacity) group = default;
        svg.Append("<g fill=\"none\">\n");
        foreach (Edge edge in connection.Edges)
        {
            (int Width, int Opacity) style = ((int)MathF.Round(edge.Width * 20), (int)MathF.Round(edge.Opacity * 50));
            if (style != group)
            {
                svg.Append(group == default ? "" : "</g>\n").Append("<g stroke-width=\"").Fine(style.Width / 20f)
                    .Append("\" stroke-opacity=\"").Fine(style.Opacity / 50f).Append("\">\n");
                group = style;
            }
            EdgePath way = connection.Path(edge);
            svg.Append(!connection.IsSigned ? "<path class=\"s\" d=\"M" : edge.Weight > 0 ? "<path class=\"p\" d=\"M" : "<path class=\"n\" d=\"M").Pair(way.Start.X, way.Start.Y);
            if (way.BendsOut)
                svg.Append('L').Pair(way.Leave.X, way.Leave.Y);
            svg.Append('C').Pair(way.Control1.X, way.Control1.Y).Append(' ').Pair(way.Control2.X, way.Control2.Y)
                .Append(' ').Pair(way.Arrive.X, way.Arrive.Y);
            if (way.BendsIn)
                svg.Append('L').Pair(way.End.X, way.End.Y);
            svg.Append("\"/>\n");
        }
        svg.Append(group == default ? "</g>\n" : "</g>\n</g>\n");
    }

    private static void AppendUnits(StringBuilder svg, LayerView layer, PictureScene scene)
    {
        if (layer.Tiles.Count > 0)
        {
            AppendTiles(svg, layer, scene);
            return;
        }
        float radius = layer.Place.Radius;
        svg.Append($"<g stroke=\"{scene.Theme.Outline}\" stroke-width=\"").Fine(layer.Outline(scene.Outline)).Append("\">\n");
        for (int unit = 0; unit < layer.Fills.Count; unit++)
        {
            Vector2 centre = layer.Place.Units[unit];
            svg.Append("<circle cx=\"").Number(centre.X).Append("\" cy=\"").Number(centre.Y).Append("\" r=\"").Number(radius)
                .Append($"\" fill=\"{layer.Fills[unit] ?? scene.Theme.Background}\"/>\n");
        }
        svg.Append("</g>\n");
        if (layer.Rings.Count > 0)
            AppendRings(svg, layer);
    }

    private static void AppendRings(StringBuilder svg, LayerView layer)
    {
        float radius = layer.Place.Radius;
        svg.Append("<g fill=\"none\" stroke-width=\"").Fine(radius * LayerView.RingShare).Append("\">\n");
        for (int unit = 0; unit < layer.Rings.Count; unit++)
        {
            if (layer.Rings[unit] is not { } ring)
                continue;
            svg.Append("<circle cx=\"").Number(layer.Place.Units[unit].X).Append("\" cy=\"").Number(layer.Place.Units[unit].Y)
                .Append("\" r=\"").Number(radius * (1 - LayerView.RingShare / 2)).Append($"\" stroke=\"{ring}\"/>\n");
        }
        svg.Append("</g>\n");
    }

    private static void AppendTiles(StringBuilder svg, LayerView layer, PictureScene scene)
    {
        for (int unit = 0; unit < layer.Tiles.Count; unit++)
        {
            Raster tile = layer.Tiles[unit];
            Append(svg, tile);
            float width = layer.Frame(unit) is null ? MathF.Min(scene.Outline, layer.Place.Radius * 0.1f) : layer.Place.Radius * 0.1f;
            svg.Append("<rect fill=\"none\" x=\"").Number(tile.Box.Left - width / 2).Append("\" y=\"").Number(tile.Box.Top - width / 2)
                .Append("\" width=\"").Number(tile.Box.Width + width).Append("\" height=\"").Number(tile.Box.Height + width)
                .Append($"\" stroke=\"{layer.Frame(unit) ?? scene.Theme.Outline}\" stroke-width=\"").Fine(width).Append("\"/>\n");
        }
    }

    private static void Append(StringBuilder svg, Stroke stroke)
    {
        svg.Append($"<path fill=\"none\" stroke=\"{stroke.Colour}\" stroke-linejoin=\"round\" stroke-width=\"").Fine(stroke.Width).Append('"');
        if (stroke.Dashed)
            svg.Append(" stroke-dasharray=\"").Fine(4 * stroke.Width).Append(' ').Fine(2.5f * stroke.Width).Append('"');
        AppendWay(svg, stroke.Points).Append("\"/>\n");
    }

    private static void Append(StringBuilder svg, Area area)
    {
        svg.Append($"<path fill=\"{area.Fill}\"");
        if (area.Opacity < 1)
            svg.Append(" fill-opacity=\"").Fine(area.Opacity).Append('"');
        AppendWay(svg, area.Points).Append("Z\"/>\n");
        if (area.Edge is { } edge)
            Append(svg, edge);
    }

    private static StringBuilder AppendWay(StringBuilder svg, IReadOnlyList<Vector2> points)
    {
        svg.Append(" d=\"M");
        for (int index = 0; index < points.Count; index++)
        {
            if (index > 0)
                svg.Append('L');
            svg.Pair(points[index].X, points[index].Y);
        }
        return svg;
    }

    /// <summary>A text, as wide as it was measured whatever font the reader's machine has for it.</summary>
    private static void Append(StringBuilder svg, Label label, Theme theme)
    {
        string anchor = label.Anchor switch
        {
            Anchor.Start => "",
            Anchor.Middle => " text-anchor=\"middle\"",
            _ => " text-anchor=\"end\"",
        };
        svg.Append("<text x=\"").Number(label.Place.X).Append("\" y=\"").Number(label.Place.Y).Append('"').Append(anchor)
            .Append(" font-size=\"").Fine(label.Style.Size).Append('"')
            .Append(" textLength=\"").Number(label.Style.Width(label.Text)).Append("\" lengthAdjust=\"spacingAndGlyphs\"")
            .Append(label.Style.Weight == FontWeight.SemiBold ? " font-weight=\"600\"" : "").Append($" fill=\"{label.Colour}\"");
        if (label.Halo)
        {
            svg.Append($" stroke=\"{theme.Background}\" stroke-opacity=\".85\" stroke-linejoin=\"round\" paint-order=\"stroke\" stroke-width=\"")
                .Fine(label.Style.Size * 0.3f).Append('"');
        }
        svg.Append(" xml:space=\"preserve\">").Escape(label.Text).Append("</text>\n");
    }

    private static unsafe void Append(StringBuilder svg, Raster raster)
    {
        using MemoryStream png = new();
        fixed (byte* pixels = raster.Pixels)
        {
            using SKPixmap pixmap = new(new SKImageInfo(raster.Columns, raster.Rows, SKColorType.Rgba8888, SKAlphaType.Unpremul), (nint)pixels);
            PngEncoder.Write(pixmap, png);
        }
        svg.Append("<image x=\"").Number(raster.Box.Left).Append("\" y=\"").Number(raster.Box.Top)
            .Append("\" width=\"").Number(raster.Box.Width).Append("\" height=\"").Number(raster.Box.Height)
            .Append("\" preserveAspectRatio=\"none\"").Append(raster.Smooth ? "" : " style=\"image-rendering:pixelated\"")
            .Append(" href=\"data:image/png;base64,").Append(Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length)).Append("\"/>\n");
    }
}
