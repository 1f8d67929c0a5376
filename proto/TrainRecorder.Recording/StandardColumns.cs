using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>The columns that the format defines, by name, shape and meaning (SPECIFICATION.md, "Columns").</summary>
public static class StandardColumns
{
    /// <summary><c>epoch</c>, <c>step</c> and <c>elapsed_seconds</c> come first and are never null.</summary>
    internal const int RequiredColumns = 3;

    internal const string Findings = "findings";
    internal const string Every = "every";
    internal const string First = "first";
    internal const string Never = "never";

    /// <summary>The names of the statistics in <c>&lt;layer&gt;.summary</c>, in order.</summary>
    public static IReadOnlyList<string> SummaryStatistics { get; } =
    [
        "weight_mean", "weight_std", "weight_min", "weight_max", "weight_l2_norm", "weight_zero_count", "weight_non_finite_count", "weight_update_ratio",
        "bias_mean", "bias_std", "bias_min", "bias_max", "bias_l2_norm", "bias_zero_count", "bias_non_finite_count", "bias_update_ratio",
        "activation_mean", "activation_std", "activation_p2", "activation_p25", "activation_p50", "activation_p75", "activation_p98", "activation_non_finite_count",
        "dead_count", "dormant_count", "effective_dimension", "effective_rank",
    ];

    /// <summary>Names that no layer may have: they are those of columns.</summary>
    public static IReadOnlySet<string> ReservedNames { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "epoch", "step", "elapsed_seconds", "train", "validation", "probe", "findings" };

    /// <summary>All columns of a recording, in the order of the file: the scalars, the probe, then the layers' tensors.</summary>
    /// <param name="layers">The layers from <c>input</c> to the output. A layer of kind <c>input</c> has its activation only, in the first row.</param>
    /// <param name="scores">The task's scores beside the loss: <c>accuracy</c> or <c>rmse</c>.</param>
    /// <param name="probeSamples">Samples of the probe, at least 1.</param>
    /// <param name="gradients">With the gradients of weights and biases.</param>
    /// <param name="bestEpoch">With the best epoch so far, by the number that ends training early.</param>
    /// <param name="validation">More columns of the validation part: scores that the training part does not have.</param>
    /// <exception cref="ArgumentException">A layer has a reserved name.</exception>
    public static IReadOnlyList<ColumnInfo> For(
        IReadOnlyList<LayerRecord> layers, IReadOnlyList<string> scores, int probeSamples, bool gradients = false, bool bestEpoch = false,
        IReadOnlyList<ColumnInfo>? validation = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(probeSamples, 1);
        List<ColumnInfo> columns =
        [
            Scalar("epoch", "int32"),
            Scalar("step", "int64"),
            Scalar("elapsed_seconds", "double", "s"),
            Scalar("train.loss", "double"),
            .. scores.Select(score => Scalar($"train.{score}", "double")),
            Scalar("train.learning_rate", "double"),
            Scalar("train.gradient_norm", "double"),
            .. bestEpoch ? [Scalar("train.best_epoch", "double")] : (IEnumerable<ColumnInfo>)[],
            Scalar("validation.loss", "double"),
            .. scores.Select(score => Scalar($"validation.{score}", "double")),
            .. validation ?? [],
            List("probe.sample", "list<int64>", [probeSamples], ["probe"], First),
            List("probe.target", "list<float>", [probeSamples], ["probe"], First),
            Scalar(Findings, "string"),
        ];
        foreach (LayerRecord layer in layers)
        {
            if (ReservedNames.Contains(layer.Layer.Name))
            {
                throw new ArgumentException($"A layer cannot be named '{layer.Layer.Name}': it is a column.", nameof(layers));
            }

            columns.AddRange(OfLayer(layer, probeSamples, gradients));
        }

        return columns;
    }

    /// <summary>The column belongs to a layer, so that recording options apply to it.</summary>
    internal static bool IsOfLayer(ColumnInfo column) =>
        column.Path.Split('.') is [string group, _] && !ReservedNames.Contains(group);

    private static IEnumerable<ColumnInfo> OfLayer(LayerRecord record, int probeSamples, bool gradients)
    {
        string name = record.Layer.Name;
        bool isInput = record.Layer.Kind == "input";
        if (record.WeightShape is { } weight)
        {
            IReadOnlyList<string> axes = record.WeightAxes ?? WeightAxes(weight.Count);
            yield return List($"{name}.weight", "list<float>", weight, axes);
            if (gradients)
            {
                yield return List($"{name}.weight_gradient", "list<float>", weight, axes);
            }
        }

        if (record.BiasShape is { } bias)
        {
            yield return List($"{name}.bias", "list<float>", bias, UnitAxes(bias.Count));
            if (gradients)
            {
                yield return List($"{name}.bias_gradient", "list<float>", bias, UnitAxes(bias.Count));
            }
        }

        if (record.RunningStatistics)
        {
            yield return List($"{name}.running_mean", "list<float>", [record.Units], ["unit"]);
            yield return List($"{name}.running_variance", "list<float>", [record.Units], ["unit"]);
        }

        // The input of the probe never changes, so one row holds it.
        yield return List(
            $"{name}.activation", "list<float>", [probeSamples, .. record.Layer.Shape], ["probe", .. record.UnitsLast ? PositionAxes(record.Layer.Shape.Count) : UnitAxes(record.Layer.Shape.Count)], isInput ? First : Every);
        if (isInput)
        {
            yield break;
        }

        // A layer that cannot saturate has the columns too, always null: a query over them then answers null instead of failing.
        string saturation = record.Saturation ? Every : Never;
        yield return List($"{name}.saturation", "list<float>", [record.Units], ["unit"], saturation);
        yield return List($"{name}.saturated_fraction", "list<float>", [record.Units], ["unit"], saturation);
        yield return List($"{name}.mean_activation", "list<float>", [record.Units], ["unit"]);
        yield return List($"{name}.zero_fraction", "list<float>", [record.Units], ["unit"]);
        ColumnInfo summary = List($"{name}.summary", "list<double>", [SummaryStatistics.Count], ["statistic"]);
        summary.Labels.Add(SummaryStatistics);
        yield return summary;
    }

    private static IReadOnlyList<string> WeightAxes(int rank) => rank switch
    {
        1 => ["unit"],
        2 => ["output", "input"],
        3 => ["output", "input", "kernel"],
        _ => ["output", "input", .. Enumerable.Range(0, rank - 2).Select(axis => axis switch { 0 => "kernel_height", 1 => "kernel_width", _ => $"kernel_{axis}" })],
    };

    private static IReadOnlyList<string> UnitAxes(int rank) => rank switch
    {
        1 => ["unit"],
        2 => ["channel", "position"],
        3 => ["channel", "height", "width"],
        _ => [.. Enumerable.Range(0, rank).Select(axis => $"axis_{axis}")],
    };

    private static IReadOnlyList<string> PositionAxes(int rank) =>
        rank == 2 ? ["position", "unit"] : [.. Enumerable.Range(0, rank - 1).Select(axis => $"position_{axis}"), "unit"];

    private static ColumnInfo Scalar(string path, string type, string unit = "") => new() { Path = path, Type = type, Unit = unit, Schedule = Every };

    private static ColumnInfo List(string path, string type, IReadOnlyList<int> shape, IReadOnlyList<string> axes, string schedule = Every) =>
        new() { Path = path, Type = type, Shape = { shape }, Axes = { axes }, Schedule = schedule };
}
