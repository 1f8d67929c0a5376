using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Shapes;

/// <summary>Shapes that are drawn in this order: rasters, areas, strokes, discs, labels.</summary>
public sealed class Drawing
{
    private readonly List<Raster> _rasters = [];
    private readonly List<Area> _areas = [];
    private readonly List<Stroke> _strokes = [];
    private readonly List<Disc> _discs = [];
    private readonly List<Label> _labels = [];

    /// <summary>Fields of colours.</summary>
    public IReadOnlyList<Raster> Rasters => _rasters;

    /// <summary>Filled polygons, the later on top.</summary>
    public IReadOnlyList<Area> Areas => _areas;

    /// <summary>Lines.</summary>
    public IReadOnlyList<Stroke> Strokes => _strokes;

    /// <summary>Points.</summary>
    public IReadOnlyList<Disc> Discs => _discs;

    /// <summary>Texts.</summary>
    public IReadOnlyList<Label> Labels => _labels;

    /// <summary>Adds a raster.</summary>
    public void Add(Raster raster) => _rasters.Add(raster);

    /// <summary>Adds a filled polygon.</summary>
    public void Add(Area area) => _areas.Add(area);

    /// <summary>Adds a line.</summary>
    public void Add(Stroke stroke) => _strokes.Add(stroke);

    /// <summary>Adds a point.</summary>
    public void Add(Disc disc) => _discs.Add(disc);

    /// <summary>Adds a text; an empty one is nothing.</summary>
    public void Add(Label label)
    {
        if (label.Text.Length > 0)
            _labels.Add(label);
    }

    /// <summary>Adds a text.</summary>
    public void Write(string text, float x, float baseline, Anchor anchor, TextStyle style, Rgb colour) =>
        Add(new Label(text, new Vector2(x, baseline), anchor, style, colour));

    /// <summary>Adds everything of another drawing.</summary>
    public void Add(Drawing other)
    {
        _rasters.AddRange(other._rasters);
        _areas.AddRange(other._areas);
        _strokes.AddRange(other._strokes);
        _discs.AddRange(other._discs);
        _labels.AddRange(other._labels);
    }
}
