using System.CommandLine;
using TrainRecorder.Scene.Figures;

namespace TrainRecorder.ReplayViewer.Chart;

/// <summary>The options that only <c>replay chart</c> has.</summary>
internal static class ChartOptions
{
    public static Option<FigureKind> Kind() => new("--kind")
    {
        Description = "What is shown: " + string.Join("; ", FigureKind.All.Select(kind => $"{kind.Name} ({kind.Description})")) + ".",
        HelpName = "KIND",
        Required = true,
        CustomParser = result =>
        {
            string name = result.Tokens[^1].Value;
            if (FigureKind.Find(name) is { } kind)
                return kind;
            result.AddError($"--kind must be one of {string.Join(", ", FigureKind.All.Select(one => one.Name))}; '{name}' is not");
            return null;
        },
    };

    public static Option<string[]> Layers() => new("--layer")
    {
        Description = "A layer to show; may be given several times (default: all that have what is shown).",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };
}
