using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TrainRecorder.Recording;

namespace TrainRecorder.ReplayViewer.Extract;

/// <summary>The options of <c>replay extract</c>. Each says in one line what is wrong with a value.</summary>
internal static class ExtractOptions
{
    public static Option<string[]> Tensors() => new("--tensor")
    {
        Description = "A column, for example hidden1.weight; * stands for any characters. May be given several times if OUT is .npz or .safetensors.",
        HelpName = "NAME",
        Required = true,
    };

    public static Option<int?> Epoch() => new("--epoch")
    {
        Description = "The epoch (default: the last).",
        HelpName = "N",
        CustomParser = result => int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out int epoch)
            ? epoch
            : Wrong<int?>(result, $"--epoch must be a whole number, 0 or more; '{Text(result)}' is not"),
    };

    public static Option<UnitRange?> Units() => new("--units")
    {
        Description = "Only these units, first and last, from 0 on, for example 0..9: of a weight the rows into them, of an activation theirs.",
        HelpName = "A..B",
        CustomParser = ParseUnits,
    };

    public static Option<string> Output() => new("--output", "-o")
    {
        Description = $"The file: {string.Join(", ", TensorExport.Extensions)}. One that is there is replaced.",
        HelpName = "OUT",
        Required = true,
        CustomParser = result => TensorExport.Extensions.Contains(Path.GetExtension(Text(result)).ToLowerInvariant())
            ? Text(result)
            : Wrong<string>(result, $"--output must end in {string.Join(", ", TensorExport.Extensions)}; '{Text(result)}' does not"),
    };

    private static UnitRange? ParseUnits(ArgumentResult result)
    {
        string[] ends = Text(result).Split("..");
        bool good = ends.Length == 2
            & int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            & int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last);
        return good && first <= last && last < int.MaxValue
            ? new UnitRange(first, last - first + 1)
            : Wrong<UnitRange?>(result, $"--units must be two whole numbers, the first no larger than the last, for example 0..9; '{Text(result)}' is not");
    }

    private static string Text(ArgumentResult result) => result.Tokens[^1].Value;

    private static T? Wrong<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
