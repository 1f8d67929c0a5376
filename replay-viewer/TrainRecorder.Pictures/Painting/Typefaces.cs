using SkiaSharp;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Pictures.Painting;

/// <summary>The font that ships with us, for Skia. Nothing of the machine's own fonts is used, so that a picture is the same everywhere.</summary>
internal static class Typefaces
{
    private static readonly SKTypeface s_regular = Load(FontFace.Regular);
    private static readonly SKTypeface s_semiBold = Load(FontFace.SemiBold);

    /// <summary>A font that sets text exactly as wide as the scene measured it.</summary>
    public static SKFont Font(TextStyle style) => new(style.Weight == FontWeight.SemiBold ? s_semiBold : s_regular, style.Size)
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
