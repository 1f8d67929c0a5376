using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.ReplayViewer.Draw;

/// <summary>The arguments that only <c>replay draw</c> has.</summary>
internal static class DrawOptions
{
    private const int MostLayers = 64;
    private const int MostUnits = 20_000;

    public static Argument<int[]> Shape() => new("SHAPE")
    {
        Description = "Units of each layer, from input to output, for example 2,8,8,1.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = ParseShape,
    };

    public static Option<string> Weights() => new("--weights")
    {
        Description = "A NumPy file: .npz with a matrix [out, in] a layer, in order or named hidden1.weight … output.weight; or .npy with one (default: lines all alike).",
        HelpName = "FILE",
    };

    public static Option<string> Title() => new("--title")
    {
        Description = "The title (default: the shape).",
        HelpName = "TEXT",
    };

    private static int[]? ParseShape(ArgumentResult result)
    {
        string[] parts = result.Tokens[^1].Value.Split(',');
        if (parts.Length is < 2 or > MostLayers)
            result.AddError($"SHAPE must have 2 to {MostLayers} layers, for example 2,8,8,1; '{result.Tokens[^1].Value}' has {parts.Length}");
        int[] units = new int[parts.Length];
        for (int index = 0; index < parts.Length; index++)
        {
            bool good = int.TryParse(parts[index].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out units[index]) && units[index] is > 0 and <= MostUnits;
            if (!good)
                result.AddError($"SHAPE: layer {index + 1} must have 1 to {NumberText.Count(MostUnits)} units; '{parts[index]}' is not a number of them");
        }
        return units;
    }
}
