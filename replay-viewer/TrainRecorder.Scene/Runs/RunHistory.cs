namespace TrainRecorder.Scene.Runs;

/// <summary>What is seen of a whole recording: the curves, saturation over time, and the ranges from which scales are made that stay fixed over all epochs.</summary>
public sealed record RunHistory
{
    /// <summary>The title of the picture.</summary>
    public required string Name { get; init; }

    /// <summary>The epochs in the recording, in order; empty of a sketch, which is of no run.</summary>
    public required IReadOnlyList<int> Epochs { get; init; }

    /// <summary>The loss on the training part.</summary>
    public required Curve TrainLoss { get; init; }

    /// <summary>The loss on the validation part.</summary>
    public required Curve ValidationLoss { get; init; }

    /// <summary>The score of the task: <c>accuracy</c> or <c>rmse</c>; empty if there is none.</summary>
    public string Score { get; init; } = "";

    /// <summary>The score on the training part.</summary>
    public Curve TrainScore { get; init; } = Curve.Empty;

    /// <summary>The score on the validation part.</summary>
    public Curve ValidationScore { get; init; } = Curve.Empty;

    /// <summary>Saturation over time, of each layer that has it.</summary>
    public IReadOnlyList<SaturationHistory> Saturation { get; init; } = [];

    /// <summary>The lines into a layer over all epochs looked at, by layer: its weights, or what edges show in their place; null for a layer without.</summary>
    public required IReadOnlyList<WeightRange?> Weights { get; init; }

    /// <summary>The range of mean activation over all epochs looked at, by layer; null where it was not recorded.</summary>
    public required IReadOnlyList<ActivationRange?> Activations { get; init; }

    /// <summary>The range of the activation of every place on the chosen sample, or on average over the probe, by layer; null where it is not shown.</summary>
    public IReadOnlyList<ActivationRange?> Maps { get; init; } = [];

    /// <summary>The range of the biases, by layer; null where they are not shown.</summary>
    public IReadOnlyList<ActivationRange?> Biases { get; init; } = [];
}

/// <summary>A number at each epoch of <see cref="RunHistory.Epochs"/>; NaN where it was not recorded.</summary>
public sealed record Curve(IReadOnlyList<double> Values)
{
    /// <summary>A curve without values.</summary>
    public static Curve Empty { get; } = new([]);

    /// <summary>At least one value is finite.</summary>
    public bool HasValues => Values.Any(double.IsFinite);
}

/// <summary>Saturation of a layer over time.</summary>
/// <param name="Layer">The layer's place in the network.</param>
/// <param name="Epochs">The epochs looked at: all of a short run, evenly spread ones of a long run.</param>
/// <param name="Values">Shape <c>[epochs, units]</c>; NaN where it was not recorded.</param>
public sealed record SaturationHistory(int Layer, IReadOnlyList<int> Epochs, float[] Values)
{
    /// <summary>Units of the layer.</summary>
    public int Units => Epochs.Count == 0 ? 0 : Values.Length / Epochs.Count;
}
