using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Everything that can be asked of <c>replay render</c>, in the order of its help.</summary>
internal static class RenderFields
{
    /// <summary>The recording; an argument on the command line.</summary>
    public const string Recording = "recording";

    public static Choices<NetworkView> Views { get; } = new(
        ("network", NetworkView.Network), ("heatmap", NetworkView.Heatmap), ("filters", NetworkView.Filters), ("kernels", NetworkView.Kernels));

    public static Choices<NetworkArrangement> Layouts { get; } = new(
        ("auto", NetworkArrangement.Auto), ("rows", NetworkArrangement.Rows), ("columns", NetworkArrangement.Columns), ("blocks", NetworkArrangement.Blocks));

    public static Choices<UnitQuantity> Quantities { get; } = new(
        ("auto", UnitQuantity.Auto), ("saturation", UnitQuantity.Saturation), ("saturated_fraction", UnitQuantity.SaturatedFraction),
        ("activation", UnitQuantity.Activation), ("mean_activation", UnitQuantity.MeanActivation), ("zero_fraction", UnitQuantity.ZeroFraction),
        ("dead", UnitQuantity.Dead), ("bias", UnitQuantity.Bias), ("none", UnitQuantity.None));

    public static Choices<EdgeQuantity> EdgeQuantities { get; } = new(
        ("weight", EdgeQuantity.Weight), ("contribution", EdgeQuantity.Contribution), ("change", EdgeQuantity.Change), ("gradient", EdgeQuantity.Gradient));

    public static Choices<Theme> Themes { get; } = new([.. Theme.All.Select(theme => (theme.Name, theme))]);

    /// <summary>The fields.</summary>
    public static IReadOnlyList<RenderField> All { get; } =
    [
        Text("output", "OUT", "The picture (.png, .jpg, .webp, .svg, .pdf) or the movie (.webp, .gif, .mp4, .webm).", PictureFormats.Check),
        Number("epoch", "N", "The epoch of a picture (default: the last).", FieldValues.CheckCount),
        Text("epochs", "A..B", "The epochs of a movie, first and last, for example 0..60 (default: all).", FieldValues.CheckEpochs),
        Text("size", "WxH", "Width and height in pixels (default: 1600x900; of a movie: 1280x720).", FieldValues.CheckSize),
        Number("scale", "S", "Pixels a unit of --size: 2 gives twice as many each way with the same layout (0.25 to 8; default: 1).", text => FieldValues.CheckNumber(text, 0.25, 8)),
        Text("theme", "THEME", "light (default) or dark.", Themes.Check),
        Text("view", "VIEW", "network (default), heatmap (weights as colours), filters (weights into each unit as pictures) or kernels (of convolutions).", Views.Check),
        Text("layer", "NAME", "The layer of --view heatmap, filters or kernels (default: all, or the first that fits).", FieldValues.CheckLayer),
        Text("layout", "LAYOUT", "auto (default), rows (from top to bottom; auto in upright pictures), columns or blocks.", Layouts.Check),
        Text("fill", "WHAT", $"What units show: {Quantities.Names}.", Quantities.Check),
        Text("ring", "WHAT", "What a ring around units shows: as --fill (default: none).", Quantities.Check),
        Text("edges", "WHICH", "auto (default), top:N (between two layers), share:S (the strongest with that share of the sum), all or none.", FieldValues.CheckEdges),
        Text("edge_by", "WHAT", "What edges show: weight (default), contribution (weight times activation), change (since the epoch before) or gradient.", EdgeQuantities.Check),
        Number("sample", "N", "The sample of the probe whose activations are shown, from 0 (default: the mean).", FieldValues.CheckCount),
        Number("fps", "N", "Frames a second of a movie, 0.1 to 60 (default: 10; with --seconds or --interpolate: 30).", text => FieldValues.CheckNumber(text, 0.1, 60)),
        Number("seconds", "S", "How long a movie lasts, 0.1 to 3600 (default: a frame an epoch).", text => FieldValues.CheckNumber(text, 0.1, 3600)),
        new("interpolate", FieldKind.Flag, "", "Weights and colours glide from epoch to epoch.", FieldValues.CheckFlag),
    ];

    private static RenderField Text(string name, string help, string description, Func<string, string?> check) => new(name, FieldKind.Text, help, description, check);

    private static RenderField Number(string name, string help, string description, Func<string, string?> check) => new(name, FieldKind.Number, help, description, check);
}
