using System.Numerics;
using System.Runtime.Intrinsics;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.Pictures.Painting;

/// <summary>The units of a layer as discs with rings and outlines, painted into strips of pixels.</summary>
internal sealed class UnitDiscs
{
    private readonly LayerView _layer;
    private readonly PictureScene _scene;
    private readonly float _scale;
    private readonly float _radius;
    private readonly float _outline;
    private readonly float _ink;

    /// <summary>Prepares the units.</summary>
    /// <param name="layer">The layer; its units are discs.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="scale">Pixels a unit of the scene.</param>
    public UnitDiscs(LayerView layer, PictureScene scene, float scale)
    {
        (_layer, _scene, _scale) = (layer, scene, scale);
        _radius = layer.Place.Radius * scale;
        _outline = layer.Outline(scene.Outline) * scale;
        _ink = MathF.Min(2 * _radius, 1);
        Begin = _layer.Place.Units.Min(Along) * scale - Reach;
        End = _layer.Place.Units.Max(Along) * scale + Reach;
    }

    /// <summary>Where the first unit begins, in columns.</summary>
    public float Begin { get; }

    /// <summary>Where the last unit ends.</summary>
    public float End { get; }

    private float Reach => _radius + _outline / 2 + 1;

    /// <summary>Paints what lies in a strip.</summary>
    public void Paint(PixelStrip strip)
    {
        if (End < strip.First || Begin > strip.End)
            return;
        Vector128<float> background = PixelStrip.Colour(_scene.Theme.Background), outline = PixelStrip.Colour(_scene.Theme.Outline);
        for (int unit = 0; unit < _layer.Fills.Count; unit++)
        {
            Vector2 place = _layer.Place.Units[unit];
            float along = Along(place) * _scale, across = (_layer.Place.IsTurned ? place.X : place.Y) * _scale;
            int begin = Math.Max(strip.First, (int)MathF.Floor(along - Reach)), end = Math.Min(strip.End, (int)MathF.Ceiling(along + Reach));
            if (begin >= end)
                continue;
            Vector128<float> fill = _layer.Fills[unit] is { } colour ? PixelStrip.Colour(colour) : background;
            Vector128<float>? ring = _layer.Rings.Count > 0 && _layer.Rings[unit] is { } around ? PixelStrip.Colour(around) : null;
            int top = Math.Max(0, (int)MathF.Floor(across - Reach)), bottom = Math.Min(strip.Rows, (int)MathF.Ceiling(across + Reach));
            for (int column = begin; column < end; column++)
            {
                Span<Vector128<float>> pixels = strip.Column(column);
                float aside = column + 0.5f - along;
                for (int row = top; row < bottom; row++)
                {
                    float down = row + 0.5f - across, distance = MathF.Sqrt(aside * aside + down * down);
                    if (distance < Reach)
                        Paint(ref pixels[row], distance, fill, ring, outline);
                }
            }
        }
    }

    /// <summary>Paints a pixel at a distance from the centre: each circle covers as much of it as of a pixel that the radius crosses squarely; of units smaller than a pixel, as much less.</summary>
    private void Paint(ref Vector128<float> pixel, float distance, Vector128<float> fill, Vector128<float>? ring, Vector128<float> outline)
    {
        pixel += (fill - pixel) * (_ink * Covered(distance, 0, _radius));
        if (ring is { } colour)
            pixel += (colour - pixel) * (_ink * Covered(distance, _radius * (1 - LayerView.RingShare), _radius));
        pixel += (outline - pixel) * (_ink * Covered(distance, _radius - _outline / 2, _radius + _outline / 2));
    }

    private static float Covered(float distance, float from, float to) =>
        Math.Clamp(MathF.Min(distance + 0.5f, to) - MathF.Max(distance - 0.5f, from > 0 ? from : distance - 0.5f), 0, 1);

    private float Along(Vector2 point) => _layer.Place.IsTurned ? point.Y : point.X;
}
