namespace TrainRecorder.Scene.Colours;

/// <summary>Colours for numbers in [0, 1].</summary>
public sealed class ColourMap
{
    /// <summary>Colours in a map.</summary>
    public const int Size = 256;

    private readonly Rgb[] _colours = new Rgb[Size];

    private ColourMap(ReadOnlySpan<OkLab> stops)
    {
        for (int index = 0; index < Size; index++)
        {
            double place = index / (Size - 1.0) * (stops.Length - 1);
            int stop = Math.Min((int)place, stops.Length - 2);
            _colours[index] = stops[stop].Towards(stops[stop + 1], place - stop).ToRgb();
        }
    }

    /// <summary>
    /// For saturation: dark violet over blue and green to yellow. Lightness rises in equal steps, which is what colour-blind eyes and
    /// greyscale printers go by; the hues keep to the blue-yellow axis, which red-green blindness leaves intact.
    /// </summary>
    public static ColourMap Saturation { get; } = new(
    [
        OkLab.FromHue(0.28, 0.125, 312), OkLab.FromHue(0.41, 0.130, 285), OkLab.FromHue(0.54, 0.105, 240),
        OkLab.FromHue(0.67, 0.105, 185), OkLab.FromHue(0.80, 0.160, 145), OkLab.FromHue(0.93, 0.185, 108),
    ]);

    /// <summary>From one colour over a middle to another, both halves in equal steps; the ends are deepened, so that strong values stand out.</summary>
    public static ColourMap Diverging(Rgb low, Rgb middle, Rgb high)
    {
        OkLab background = OkLab.From(middle);
        OkLab Deep(Rgb colour)
        {
            OkLab lab = OkLab.From(colour);
            double lightness = background.L > 0.5 ? lab.L - 0.16 : Math.Min(lab.L + 0.1, 0.95);
            return lab with { L = lightness };
        }

        return new([Deep(low), OkLab.From(low), background, OkLab.From(high), Deep(high)]);
    }

    /// <summary>Neutral greys from one lightness to another.</summary>
    public static ColourMap Greys(double from, double to) => new([OkLab.FromHue(from, 0.006, 255), OkLab.FromHue(to, 0.006, 255)]);

    /// <summary>From one colour straight to another.</summary>
    public static ColourMap Between(Rgb from, Rgb to) => new([OkLab.From(from), OkLab.From(to)]);

    /// <summary>The colours from 0 to 1 in equal steps.</summary>
    public IReadOnlyList<Rgb> Colours => _colours;

    /// <summary>The colour of a number; what lies outside [0, 1] gets the colour of the nearer end.</summary>
    /// <param name="value">Not NaN.</param>
    public Rgb At(double value) => _colours[(int)Math.Round(Math.Clamp(value, 0, 1) * (Size - 1))];
}
