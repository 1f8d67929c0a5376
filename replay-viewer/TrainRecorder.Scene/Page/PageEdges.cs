namespace TrainRecorder.Scene.Page;

/// <summary>The weights between two layers.</summary>
public sealed record PageEdges
{
    /// <summary>The layer they come from: a place in <see cref="PageDocument.Layers"/>.</summary>
    public required int From { get; init; }

    /// <summary>The layer they lead to.</summary>
    public required int To { get; init; }

    /// <summary>What its tensors are called: <c>hidden1.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Weights there are.</summary>
    public required int Total { get; init; }

    /// <summary>How many of them are drawn at one epoch unless another number is asked for: the strongest.</summary>
    public required int Drawn { get; init; }

    /// <summary>Where a line stands for several weights by their norm, their height and width (a kernel, the places of a channel); null where a weight joins two units.</summary>
    public IReadOnlyList<int>? Kernel { get; init; }

    /// <summary>Gradients are there.</summary>
    public bool Gradient { get; init; }

    /// <summary>Histograms reach from −<see cref="Reach"/> to it.</summary>
    public required double Reach { get; init; }

    /// <summary>Tensor <c>[edges]</c>: the unit of <see cref="From"/>; null when every weight is here, row-major <c>[to, from]</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Tensor <c>[edges]</c>: the unit of <see cref="To"/>; null together with <see cref="Source"/>.</summary>
    public string? Target { get; init; }
}
