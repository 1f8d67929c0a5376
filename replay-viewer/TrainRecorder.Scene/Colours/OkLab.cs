namespace TrainRecorder.Scene.Colours;

/// <summary>A colour in Oklab, a space in which equal steps look equal (Björn Ottosson 2020, "A perceptual color space for image processing").</summary>
/// <param name="L">Lightness, 0 black to 1 white.</param>
/// <param name="A">Green to red.</param>
/// <param name="B">Blue to yellow.</param>
public readonly record struct OkLab(double L, double A, double B)
{
    /// <summary>The colour of a lightness, a chroma and a hue in degrees.</summary>
    public static OkLab FromHue(double lightness, double chroma, double degrees)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        return new OkLab(lightness, chroma * cosine, chroma * sine);
    }

    /// <summary>The Oklab coordinates of an sRGB colour.</summary>
    public static OkLab From(Rgb colour)
    {
        double red = Linear(colour.Red), green = Linear(colour.Green), blue = Linear(colour.Blue);
        double l = Math.Cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.Cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.Cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new OkLab(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /// <summary>The point at a share of the way to another colour.</summary>
    public OkLab Towards(OkLab other, double share) =>
        new(L + (other.L - L) * share, A + (other.A - A) * share, B + (other.B - B) * share);

    /// <summary>The nearest sRGB colour: channels outside the gamut are clamped.</summary>
    public Rgb ToRgb()
    {
        double l = Cube(L + 0.3963377774 * A + 0.2158037573 * B);
        double m = Cube(L - 0.1055613458 * A - 0.0638541728 * B);
        double s = Cube(L - 0.0894841775 * A - 1.2914855480 * B);
        return new Rgb(
            Channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double Cube(double value) => value * value * value;

    private static double Linear(byte channel)
    {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static byte Channel(double linear)
    {
        double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (byte)Math.Round(Math.Clamp(value, 0, 1) * 255);
    }
}
