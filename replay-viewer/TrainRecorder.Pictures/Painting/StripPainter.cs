using TrainRecorder.Scene.Composition;

namespace TrainRecorder.Pictures.Painting;

/// <summary>Paints edges and, over them, units into pixels, a strip of columns after the other.</summary>
/// <remarks>Colours add up in floats and are rounded once, so that many faint lines leave no tint. The pixels are the same on one core and on many, and on every machine.</remarks>
internal sealed class StripPainter
{
    /// <summary>Columns of a strip: with their colours they fit into a core's cache.</summary>
    private const int StripColumns = 32;

    private readonly EdgeRuns[] _edges;
    private readonly UnitDiscs[] _units;
    private readonly PixelGrid _pixels;
    private readonly int _first;
    private readonly int _end;

    /// <summary>Prepares a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="pixels">The pixels, along the flow of the scene.</param>
    /// <param name="scale">Pixels a unit of the scene.</param>
    public StripPainter(PictureScene scene, PixelGrid pixels, float scale)
    {
        _pixels = pixels;
        _edges = [.. scene.Connections.Where(connection => connection.Edges.Length > 0).Select(connection => new EdgeRuns(connection, scene.Theme, scale, pixels.Columns))];
        _units = [.. scene.Layers.Where(layer => layer.Tiles.Count == 0).Select(layer => new UnitDiscs(layer, scene, scale))];
        float[] begins = [.. _edges.Select(edges => edges.Begin), .. _units.Select(units => units.Begin)];
        float[] ends = [.. _edges.Select(edges => edges.End), .. _units.Select(units => units.End)];
        _first = begins.Length == 0 ? 0 : Math.Clamp((int)begins.Min(), 0, pixels.Columns);
        _end = ends.Length == 0 ? 0 : Math.Clamp((int)MathF.Ceiling(ends.Max()), _first, pixels.Columns);
    }

    /// <summary>Strips to be painted, each by itself.</summary>
    public int Strips => (_end - _first + StripColumns - 1) / StripColumns;

    /// <summary>The scene's layers are rows.</summary>
    public static bool IsTurned(PictureScene scene) => scene.Layers.Count > 0 && scene.Layers[0].Place.IsTurned;

    /// <summary>Paints a strip.</summary>
    public void Paint(int index)
    {
        int first = _first + index * StripColumns;
        PixelStrip strip = new(_pixels, first, Math.Min(first + StripColumns, _end));
        foreach (EdgeRuns edges in _edges)
            edges.Paint(strip);
        foreach (UnitDiscs units in _units)
            units.Paint(strip);
        strip.Write();
    }
}
