using System.Runtime.CompilerServices;
using SkiaSharp;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Golden;

/// <summary>
/// Pictures compared with those that a person looked at, kept beside this file. After a wanted change, remake them with
/// <c>TRAINRECORDER_REMAKE_GOLDEN=1 dotnet run --project tests/TrainRecorder.Pictures.Tests</c>, and look at each before committing it.
/// </summary>
public sealed class GoldenTests
{
    private const string Remake = "TRAINRECORDER_REMAKE_GOLDEN";

    /// <summary>The mean distance in Oklab that other machines' rounding stays far below and a moved label is far above.</summary>
    private const double MostMeanDistance = 0.002;

    /// <summary>The share of pixels that may look plainly different: edges of shapes.</summary>
    private const double MostDifferent = 0.004;

    public static TheoryData<string> Names => ["digits-light", "wide-dark"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Paint_KnownRun_LooksAsBefore(string name)
    {
        byte[] png = name switch
        {
            "digits-light" => Samples.Png(SyntheticRun.Digits(30), new SceneOptions { Width = 960, Height = 540 }),
            _ => Samples.Png(SyntheticRun.Dense([300, 120, 20], "relu"), new SceneOptions { Width = 960, Height = 540, Theme = Theme.Dark }),
        };
        Check(name, png);
    }

    /// <summary>Compares a picture with the one of that name.</summary>
    internal static void Check(string name, byte[] png)
    {
        string file = Path.Combine(Folder(), name + ".png");
        if (Environment.GetEnvironmentVariable(Remake) == "1")
            File.WriteAllBytes(file, png);
        using SKBitmap expected = SKBitmap.Decode(file), actual = SKBitmap.Decode(png);

        (double mean, double different) = Compare(expected, actual);

        Assert.True(mean <= MostMeanDistance && different <= MostDifferent, $"mean distance {mean:F5}, {different:P2} plainly different");
    }

    [Fact]
    public void Compare_LabelMoved_IsNoticed()
    {
        SceneOptions options = new() { Width = 960, Height = 540 };
        using SKBitmap one = SKBitmap.Decode(Samples.Png(SyntheticRun.Dense([3, 4], epochs: 1, name: "one name"), options));
        using SKBitmap other = SKBitmap.Decode(Samples.Png(SyntheticRun.Dense([3, 5], epochs: 1, name: "one name"), options));

        (double mean, double different) = Compare(one, other);

        Assert.True(mean > MostMeanDistance || different > MostDifferent, $"mean distance {mean:F5}, {different:P2} plainly different");
    }

    private static (double Mean, double Different) Compare(SKBitmap expected, SKBitmap actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        SKColor[] left = expected.Pixels, right = actual.Pixels;
        double sum = 0;
        int different = 0;
        for (int index = 0; index < left.Length; index++)
        {
            if (left[index] == right[index])
                continue;
            OkLab one = Lab(left[index]), two = Lab(right[index]);
            double distance = Math.Sqrt(Math.Pow(one.L - two.L, 2) + Math.Pow(one.A - two.A, 2) + Math.Pow(one.B - two.B, 2));
            sum += distance;
            different += distance > 0.1 ? 1 : 0;
        }
        return (sum / left.Length, (double)different / left.Length);
    }

    private static OkLab Lab(SKColor colour) => OkLab.From(new Rgb(colour.Red, colour.Green, colour.Blue));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
