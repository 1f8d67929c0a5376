using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Composition;

/// <summary>The units of a layer at one epoch.</summary>
/// <param name="Place">Where they are.</param>
/// <param name="Fills">The colour of each unit; null where nothing was recorded: the unit is drawn hollow.</param>
public sealed record LayerView(LayerPlace Place, IReadOnlyList<Rgb?> Fills)
{
    /// <summary>The width of a ring for a radius of 1.</summary>
    public const float RingShare = 0.42f;

    private const float OutlineShare = 0.13f;

    /// <summary>The width of the units' outlines: on small units a wider one would cover the fill.</summary>
    /// <param name="most">That of large units.</param>
    public float Outline(float most) => MathF.Min(most, Place.Radius * OutlineShare);

    /// <summary>The colour of the ring around each unit; empty if there are no rings.</summary>
    public IReadOnlyList<Rgb?> Rings { get; init; } = [];

    /// <summary>The small picture of each unit, whose fill is then the colour of its frame; empty if units are discs.</summary>
    public IReadOnlyList<Raster> Tiles { get; init; } = [];

    /// <summary>The colour of the frame of a small picture; null for a plain one.</summary>
    public Rgb? Frame(int unit) => Rings.Count > unit && Rings[unit] is { } ring ? ring : Fills[unit];
}
