using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Layout;

/// <summary>What is written at a layer: its title, and below it what there is to say of its units, broken into lines once for all epochs.</summary>
public sealed class LayerHead
{
    /// <summary>No room, not even for a title.</summary>
    public const int Unnamed = -1;

    private const string Separator = " · ";
    private const float WidestOfTitle = 1.5f;

    /// <summary>What is said in fewer words where a layer has little room, step by step.</summary>
    private static readonly (string Long, string Short)[][] s_shorter =
    [
        [("mean saturation", "saturation"), ("mean probability", "probability"), ("mean activation", "activation"), ("mean of the probe", "mean input")],
        [("saturation", "sat."), ("probability", "prob."), ("activation", "act."), ("mean input", "mean"), ("not recorded", "–")],
    ];

    private readonly LayerShape _layer;
    private readonly TextStyle _caption;
    private readonly float _width;
    private readonly int _brevity;
    private readonly int[] _partsPerLine;

    /// <summary>Breaks the texts of a layer into lines.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="type">The type scale of the frame.</param>
    /// <param name="width">The room in pixels.</param>
    /// <param name="title">The style of the title; null for that of the type scale.</param>
    /// <param name="mostLines">The most lines below a title of one line, what does not fit is left out; or <see cref="Unnamed"/>.</param>
    public LayerHead(LayerShape layer, TypeScale type, float width, TextStyle? title = null, int mostLines = int.MaxValue)
    {
        _layer = layer;
        _caption = type.Caption;
        _width = width;
        TitleStyle = title ?? type.LayerTitle;
        Title = mostLines switch
        {
            int.MaxValue => TextFit.Wrap(Words(layer.Title, TitleStyle, width), " ", TitleStyle, width),
            Unnamed => [],
            _ => [TextFit.Shorten(layer.Title, TitleStyle, width)],
        };
        while (_brevity < s_shorter.Length && Parts(Widest(layer)).Any(part => _caption.Width(part) > width))
            _brevity++;
        _partsPerLine = [.. Break([.. Parts(Widest(layer))], width).Take(Math.Max(mostLines, 0))];
    }

    /// <summary>The style of the title.</summary>
    public TextStyle TitleStyle { get; }

    /// <summary>The lines of the title.</summary>
    public IReadOnlyList<string> Title { get; }

    /// <summary>Lines below the title.</summary>
    public int LineCount => _partsPerLine.Length;

    /// <summary>The height of the head for a type scale, in pixels.</summary>
    public float Height(TypeScale type) => Title.Count * TitleStyle.LineHeight + LineCount * type.Caption.LineHeight;

    /// <summary>A good width for a head in pixels: the title's, and somewhat more if what is below it is longer and need not be broken then.</summary>
    public static float GoodWidth(LayerShape layer, TypeScale type)
    {
        float title = type.LayerTitle.Width(layer.Title);
        return Math.Clamp(type.Caption.Width(string.Join(Separator, Parts(layer, Widest(layer)))), title, title * WidestOfTitle);
    }

    /// <summary>The lines below the title at an epoch.</summary>
    public IReadOnlyList<string> Lines(LayerFrame frame)
    {
        string[] parts = [.. Parts(frame)];
        string[] lines = new string[_partsPerLine.Length];
        for (int line = 0, part = 0; line < lines.Length; part += _partsPerLine[line++])
            lines[line] = TextFit.Shorten(string.Join(Separator, parts.AsSpan(part, _partsPerLine[line])!), _caption, _width);
        return lines;
    }

    /// <summary>What there is to say of a layer that is the same at every epoch.</summary>
    public static IEnumerable<string> Constant(LayerShape layer)
    {
        yield return layer switch
        {
            { Tiles: { } tile } => $"{Count(layer.Units, "channel")} of {tile.Height}×{tile.Width}",
            { Image: null } => Count(layer.Units, "unit"),
            { Image: { Channels: 1 } image } => $"{Count(layer.Units, "unit")} ({image.Height}×{image.Width})",
            { Image: { } image } => $"{Count(layer.Units, "unit")} ({image.Channels}×{image.Height}×{image.Width})",
        };
        if (layer.Kind is not ("dense" or "input"))
            yield return layer.Kind.Replace('_', ' ');
        if (layer.Activation.Length > 0)
            yield return layer.Activation;
        if (layer.PassedOnBy.Count > 0)
            yield return "then " + string.Join(", ", layer.PassedOnBy);
    }

    /// <summary>Bounded activation functions do not die; they saturate.</summary>
    internal static bool CanDie(LayerShape layer) => layer.HasSaturation && layer.Activation is not ("tanh" or "sigmoid");

    private static IEnumerable<string> Parts(LayerShape layer, LayerFrame frame)
    {
        foreach (string part in Constant(layer))
            yield return part;
        if (!layer.IsSketch && layer.Shows is { Length: > 0 } shows)
            yield return shows;
        if (!layer.HasSaturation && !layer.IsSketch && layer.Shows is null)
            yield return layer.Activation switch { "" when layer.Kind is "input" or "dense" => "mean of the probe", "softmax" => "mean probability", _ => "mean activation" };
        if (layer.HasSaturation)
            yield return "mean saturation " + (frame.Saturation is { } saturation ? NumberText.Share(Mean(saturation)) : "not recorded");
        if (CanDie(layer))
            yield return (frame.DeadUnits is { } dead ? NumberText.Count(dead) : "–") + " dead";
    }

    /// <summary>The parts, each as short as the room asks for.</summary>
    private IEnumerable<string> Parts(LayerFrame frame) => Parts(_layer, frame).Select(part =>
        s_shorter.Take(_brevity).Aggregate(part, static (text, words) => words.Aggregate(text, static (said, pair) => said.Replace(pair.Long, pair.Short, StringComparison.Ordinal))));

    private static string Count(int count, string noun) => count == 1 ? "1 " + noun : $"{NumberText.Count(count)} {noun}s";

    private static LayerFrame Widest(LayerShape layer) => new() { Saturation = [0], DeadUnits = layer.Units };

    private static double Mean(float[] values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return sum / values.Length;
    }

    /// <summary>A title that does not fit is broken between words.</summary>
    private static string[] Words(string title, TextStyle style, float width) =>
        style.Width(title) <= width ? [title] : title.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private int[] Break(string[] parts, float width)
    {
        List<int> counts = [];
        int begin = 0;
        for (int end = 1; end <= parts.Length; end++)
        {
            bool more = end < parts.Length && _caption.Width(string.Join(Separator, parts[begin..(end + 1)])) <= width;
            if (more)
                continue;
            counts.Add(end - begin);
            begin = end;
        }
        return [.. counts];
    }
}
