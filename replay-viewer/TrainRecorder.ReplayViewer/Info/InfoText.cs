using System.Globalization;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.ReplayViewer.Info;

/// <summary>Writes <see cref="RecordingInfo"/> for people.</summary>
internal static class InfoText
{
    public static void Write(RecordingInfo info, TextWriter output)
    {
        Line(output, "run", info.Run);
        Line(output, "name", info.Name);
        Line(output, "state", info.Sealed ? "sealed" : "live");
        Line(output, "size", Bytes(info.Bytes));
        Line(output, "written by", Join(info.Software, Invariant($"format {info.FormatVersion}")));
        Line(output, "data", Join(info.Task, $"{NumberText.Count(info.TrainingSamples)} training and {NumberText.Count(info.ValidationSamples)} validation samples"));
        Line(output, "epochs", info.Epochs == 0 ? "none yet" : Invariant($"{info.Epochs} ({info.FirstEpoch} to {info.LastEpoch})"));
        Line(output, "parameters", NumberText.Count(info.Parameters));
        Line(output, "columns", NumberText.Count(info.Columns));
        output.WriteLine("layers");
        int names = Widest(layer => layer.Name), kinds = Widest(layer => layer.Kind), shapes = Widest(Shape), activations = Widest(layer => layer.Activation);
        foreach (LayerSummary layer in info.Layers)
        {
            string parameters = layer.Parameters == 0 ? "" : $"{NumberText.Count(layer.Parameters)} parameters";
            string line = $"  {layer.Name.PadRight(names)}  {layer.Kind.PadRight(kinds)}  {Shape(layer).PadLeft(shapes)}  {layer.Activation.PadRight(activations)}  {parameters}";
            output.WriteLine(line.TrimEnd());
        }
        if (info.Metrics.Count == 0)
            return;
        output.WriteLine("last epoch");
        int width = info.Metrics.Keys.Max(name => name.Length);
        foreach ((string name, double value) in info.Metrics)
            output.WriteLine($"  {name.PadRight(width)}  {NumberText.Value(value)}");

        int Widest(Func<LayerSummary, string> text) => info.Layers.Count == 0 ? 0 : info.Layers.Max(layer => text(layer).Length);

        static string Shape(LayerSummary layer) => string.Join('x', layer.Shape);
    }

    /// <summary>A size for people.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => Invariant($"{bytes} bytes"),
        < 1 << 20 => Invariant($"{bytes / 1024.0:F1} KiB"),
        < 1 << 30 => Invariant($"{bytes / 1048576.0:F1} MiB"),
        _ => Invariant($"{bytes / 1073741824.0:F2} GiB"),
    };

    // A recording need not say what wrote it, or what the data were.
    private static string Join(params ReadOnlySpan<string> parts)
    {
        List<string> there = [];
        foreach (string part in parts)
        {
            if (part.Length > 0)
                there.Add(part);
        }
        return string.Join(", ", there);
    }

    private static void Line(TextWriter output, string name, string value)
    {
        if (value.Length > 0)
            output.WriteLine($"{name,-12}{value}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
