using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Scene.Tests.Colours;

public sealed class ColourMapTests
{
    [Fact]
    public void Saturation_Lightness_RisesInEqualSteps()
    {
        double[] lightness = [.. ColourMap.Saturation.Colours.Select(colour => OkLab.From(colour).L)];
        double step = (lightness[^1] - lightness[0]) / (lightness.Length - 1);

        for (int index = 16; index < lightness.Length; index += 16)
            Assert.Equal(16 * step, lightness[index] - lightness[index - 16], 0.02);
        Assert.True(lightness[^1] - lightness[0] > 0.55);
    }

    [Fact]
    public void At_Ends_AreClamped()
    {
        Assert.Equal(ColourMap.Saturation.Colours[0], ColourMap.Saturation.At(-1));
        Assert.Equal(ColourMap.Saturation.Colours[^1], ColourMap.Saturation.At(2));
    }

    /// <summary>Simulated red-green blindness (Viénot, Brettel and Mollon 1999, linear light) must leave the signs of weights apart.</summary>
    [Fact]
    public void Signs_SeenWithRedGreenBlindness_StayApart()
    {
        foreach (Theme theme in Theme.All)
        {
            OkLab positive = OkLab.From(Deuteranope(theme.Positive)), negative = OkLab.From(Deuteranope(theme.Negative));
            double distance = Math.Sqrt(Math.Pow(positive.L - negative.L, 2) + Math.Pow(positive.A - negative.A, 2) + Math.Pow(positive.B - negative.B, 2));
            Assert.True(distance > 0.15, $"{theme.Name}: {distance}");
        }
    }

    [Fact]
    public void Text_OnTheBackground_HasTheContrastOfWcagAa()
    {
        foreach (Theme theme in Theme.All)
        {
            Assert.True(Contrast(theme.Ink, theme.Background) >= 7);
            Assert.True(Contrast(theme.Muted, theme.Background) >= 4.5);
        }
    }

    [Fact]
    public void OkLab_ThereAndBack_IsTheSameColour()
    {
        foreach (Rgb colour in new[] { new Rgb(0, 0, 0), new Rgb(255, 255, 255), new Rgb(31, 111, 208), new Rgb(200, 10, 90) })
            Assert.Equal(colour, OkLab.From(colour).ToRgb());
    }

    [Fact]
    public void Rgb_TextAndBack_IsTheSame() => Assert.Equal("#1f6fd0", Rgb.Parse("#1f6fd0").ToString());

    private static double Contrast(Rgb first, Rgb second)
    {
        double one = Luminance(first) + 0.05, two = Luminance(second) + 0.05;
        return Math.Max(one, two) / Math.Min(one, two);
    }

    private static double Luminance(Rgb colour) => 0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);

    private static double Linear(byte channel) => channel / 255.0 is var value && value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static Rgb Deuteranope(Rgb colour)
    {
        double red = Linear(colour.Red), green = Linear(colour.Green), blue = Linear(colour.Blue);
        double both = 0.29275 * red + 0.70725 * green;
        return new Rgb(Channel(both), Channel(both), Channel(-0.02234 * red + 0.02234 * green + blue));
    }

    private static byte Channel(double linear)
    {
        double value = Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.Pow(value, 1 / 2.4) - 0.055));
    }
}
