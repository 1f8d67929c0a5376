using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Scene.Page;

/// <summary>What the interactive page is told of a recording, as JSON; the values lie beside it, packed (page/SCHEMA.md is the normative text).</summary>
public sealed record PageDocument
{
    /// <summary>The version of the schema that this program writes.</summary>
    public const int CurrentSchema = 2;

    /// <summary>Version of the schema.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What the recording is called.</summary>
    public required string Title { get; init; }

    /// <summary>The run, <c>runs/ID</c>.</summary>
    public required string Run { get; init; }

    /// <summary>What wrote the recording.</summary>
    public required string Software { get; init; }

    /// <summary>The recording is still being written.</summary>
    public bool Live { get; init; }

    /// <summary>Epochs in the recording; more than <see cref="Epochs"/> when a choice was made.</summary>
    public required int RecordedEpochs { get; init; }

    /// <summary>The epochs shown, increasing: the frames.</summary>
    public required IReadOnlyList<int> Epochs { get; init; }

    /// <summary>The same layers laid out for frames of different proportions.</summary>
    public required IReadOnlyList<PageLayout> Layouts { get; init; }

    /// <summary>The layers from input to output.</summary>
    public required IReadOnlyList<PageLayer> Layers { get; init; }

    /// <summary>The weights between layers.</summary>
    public required IReadOnlyList<PageEdges> Edges { get; init; }

    /// <summary>What else leads from layer to layer, without weights of its own: pooling, sums.</summary>
    public required IReadOnlyList<PageJoin> Joins { get; init; }

    /// <summary>Curves by epoch.</summary>
    public required IReadOnlyList<PageChart> Charts { get; init; }

    /// <summary>What the diagnostics found, by epoch.</summary>
    public required IReadOnlyList<PageFinding> Findings { get; init; }

    /// <summary>The samples of the probe whose activations can be shown: what each is called.</summary>
    public required IReadOnlyList<string> Samples { get; init; }

    /// <summary>What the colours of units mean.</summary>
    public required IReadOnlyList<PageScale> Scales { get; init; }

    /// <summary>How lines are drawn.</summary>
    public required PageStrokes Strokes { get; init; }

    /// <summary>The colours for bright and for dark screens.</summary>
    public required PageThemes Themes { get; init; }

    /// <summary>By name the tensors of an epoch that were not recorded at every epoch: when they were.</summary>
    public required IReadOnlyDictionary<string, PageSchedule> Schedules { get; init; }

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

    /// <summary>Channels, height and width, if the units form a picture; otherwise null.</summary>
    public IReadOnlyList<int>? Image { get; init; }

    /// <summary>A unit that is flat on every sample of the probe is dead here, not saturated.</summary>
    public bool CanDie { get; init; }

    /// <summary>What is known of its units, by name: the place of its scale in <see cref="PageDocument.Scales"/>.</summary>
    public required IReadOnlyDictionary<string, int> Quantities { get; init; }

    /// <summary>The quantity that its units' colours show unless another is asked for; empty if nothing is known.</summary>
    public required string Fill { get; init; }
}

/// <summary>A way from one layer to another that has no weights of its own.</summary>
/// <param name="From">The layer it leaves.</param>
/// <param name="To">The layer it reaches.</param>
/// <param name="Units">Each unit goes to the unit of the same number; otherwise the layers are joined as a whole.</param>
public sealed record PageJoin(int From, int To, bool Units);

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

/// <summary>At which epochs something was recorded: up to one at all of them, then at the multiples of a number, and at the last of the job.</summary>
/// <param name="Every">At least 2.</param>
/// <param name="DenseUntil">The last epoch of those at the beginning.</param>
/// <param name="Last">The last epoch of the job; null if that is not known.</param>
public sealed record PageSchedule(int Every, int DenseUntil, int? Last)
{
    /// <summary>The columns of a recording that have one.</summary>
    public static IReadOnlyDictionary<string, PageSchedule> Of(RecordingSchema schema, Job? job) => schema.Columns
        .Where(column => column.Schedule.Every > 1)
        .ToDictionary(column => column.Path, column => new PageSchedule(column.Schedule.Every, column.Schedule.DenseUntil, job?.Training is { HasEpochs: true } training ? training.Epochs : null));
}
