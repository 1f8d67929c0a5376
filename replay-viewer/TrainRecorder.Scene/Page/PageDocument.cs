namespace TrainRecorder.Scene.Page;

/// <summary>What the interactive page is told of a recording, as JSON; the values lie beside it, packed (page/SCHEMA.md is the normative text).</summary>
public sealed record PageDocument
{
    /// <summary>The version of the schema that this program writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the schema.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What the recording is called.</summary>
    public required string Title { get; init; }

    /// <summary>The run, <c>runs/ID</c>.</summary>
    public required string Run { get; init; }

    /// <summary>What wrote the recording.</summary>
    public required string Software { get; init; }

    /// <summary>Epochs in the recording; more than <see cref="Epochs"/> when a choice was made.</summary>
    public required int RecordedEpochs { get; init; }

    /// <summary>The epochs shown, increasing: the frames.</summary>
    public required IReadOnlyList<int> Epochs { get; init; }

    /// <summary>The same layers laid out for frames of different proportions.</summary>
    public required IReadOnlyList<PageLayout> Layouts { get; init; }

    /// <summary>The layers from input to output.</summary>
    public required IReadOnlyList<PageLayer> Layers { get; init; }

    /// <summary>The weights between neighbouring layers.</summary>
    public required IReadOnlyList<PageEdges> Edges { get; init; }

    /// <summary>Curves by epoch.</summary>
    public required IReadOnlyList<PageChart> Charts { get; init; }

    /// <summary>What the colours of units mean.</summary>
    public required IReadOnlyList<PageFill> Fills { get; init; }

    /// <summary>How weights are drawn.</summary>
    public required PageStrokes Strokes { get; init; }

    /// <summary>The colours for bright and for dark screens.</summary>
    public required PageThemes Themes { get; init; }

    /// <summary>Where each tensor lies in the data, by name.</summary>
    public required IReadOnlyDictionary<string, PageTensor> Tensors { get; init; }
}

/// <summary>A layer.</summary>
public sealed record PageLayer
{
    /// <summary>Its name in the recording: <c>hidden1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its title for people: <c>Hidden Layer 1</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What is said of it at every epoch: <c>32 units</c>, <c>tanh</c>.</summary>
    public required IReadOnlyList<string> Caption { get; init; }

    /// <summary>Its units.</summary>
    public required int Units { get; init; }

    /// <summary>Names of its units, in order; empty if they have none.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>What its units' colours mean: a place in <see cref="PageDocument.Fills"/>.</summary>
    public required int Fill { get; init; }

    /// <summary>Tensor <c>[frames, units]</c> in [0, 1], if recorded.</summary>
    public string? Saturation { get; init; }

    /// <summary>Tensor <c>[frames, units]</c>: mean activation over the probe, if recorded.</summary>
    public string? Activation { get; init; }

    /// <summary>Tensor <c>[frames, units]</c>, if recorded.</summary>
    public string? Bias { get; init; }

    /// <summary>Tensor <c>[frames, 1]</c>: how many units are dead, where units can die.</summary>
    public string? Dead { get; init; }
}

/// <summary>The weights between two layers.</summary>
public sealed record PageEdges
{
    /// <summary>The layer they come from: a place in <see cref="PageDocument.Layers"/>.</summary>
    public required int From { get; init; }

    /// <summary>The layer they lead to.</summary>
    public required int To { get; init; }

    /// <summary>Weights there are.</summary>
    public required int Total { get; init; }

    /// <summary>How many of them are drawn at one epoch: the strongest.</summary>
    public required int Drawn { get; init; }

    /// <summary>Tensor <c>[edges]</c>: the unit of <see cref="From"/>; null when every weight is here, row-major <c>[to, from]</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Tensor <c>[edges]</c>: the unit of <see cref="To"/>; null together with <see cref="Source"/>.</summary>
    public string? Target { get; init; }

    /// <summary>Tensor <c>[frames, edges]</c>.</summary>
    public required string Weight { get; init; }

    /// <summary>Tensor <c>[frames, 1]</c>: how many of all weights are not finite; null if none ever is.</summary>
    public string? NotFinite { get; init; }
}

/// <summary>Curves that share an axis.</summary>
/// <param name="Title"><c>loss</c>, or the name of the score.</param>
/// <param name="Series">At least one curve.</param>
public sealed record PageChart(string Title, IReadOnlyList<PageSeries> Series);

/// <summary>A curve.</summary>
/// <param name="Name"><c>training</c> or <c>validation</c>.</param>
/// <param name="Epochs">Tensor <c>[points]</c>: the epochs.</param>
/// <param name="Values">Tensor <c>[points]</c>; NaN where not recorded.</param>
public sealed record PageSeries(string Name, string Epochs, string Values);

/// <summary>Where a tensor lies in the data.</summary>
/// <param name="Type"><c>f32</c>, <c>u32</c>, or <c>i16</c> for quantised frames.</param>
/// <param name="Shape">Its shape, row-major.</param>
/// <param name="Offset">Bytes from the start of the data.</param>
/// <param name="Step">Of <c>i16</c>: what one step is worth.</param>
public sealed record PageTensor(string Type, IReadOnlyList<int> Shape, long Offset, double? Step = null);
