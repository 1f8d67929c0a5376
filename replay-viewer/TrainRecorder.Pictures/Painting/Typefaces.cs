using System.Collections.Concurrent;
using SkiaSharp;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Pictures.Painting;

/// <summary>The fonts that ship with us, for Skia. Nothing of the machine's own fonts is used, so that a picture is the same everywhere.</summary>
internal static class Typefaces
{
    private static readonly ConcurrentDictionary<FontFace, Lazy<SKTypeface>> s_faces = new();

    /// <summary>A font that sets text exactly as wide as the scene measured it.</summary>
    public static SKFont Font(FontFace face, float size) => new(s_faces.GetOrAdd(face, static known => new Lazy<SKTypeface>(() => Load(known))).Value, size)
    {
        Subpixel = true,
        LinearMetrics = true,
        Hinting = SKFontHinting.None,
        Edging = SKFontEdging.Antialias,
    };

    private static SKTypeface Load(FontFace face)
    {
        using SKData data = SKData.CreateCopy(face.File.Span);
        return SKTypeface.FromData(data) ?? throw new InvalidDataException("Skia cannot read the font");
    }
}
