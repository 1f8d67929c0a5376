namespace TrainRecorder.Training.Layers;

/// <summary>The shape of what a layer gives for one sample: <c>[32]</c>, or <c>[channels, height, width]</c>.</summary>
/// <param name="axes">At least one, each at least 1.</param>
/// <param name="unitsLast">The units are along the last axis; otherwise along the first.</param>
internal sealed class TensorShape(IReadOnlyList<int> axes, bool unitsLast = false) : IEquatable<TensorShape>
{
    /// <summary>A list.</summary>
    public TensorShape(params int[] axes)
        : this((IReadOnlyList<int>)axes)
    {
    }

    /// <summary>The size of each axis.</summary>
    public IReadOnlyList<int> Axes { get; } = axes;

    /// <summary>How many axes there are.</summary>
    public int Rank => Axes.Count;

    /// <summary>Values of one sample.</summary>
    public long Count { get; } = Product(axes);

    /// <summary>Units: what statistics are recorded of. Of an image they are its channels.</summary>
    public int Units => Axes[unitsLast ? Rank - 1 : 0];

    /// <summary>Values from one unit to the next: the unit of value <c>i</c> is <c>i / UnitStride % Units</c>.</summary>
    public int UnitStride => unitsLast ? 1 : (int)(Count / Units);

    /// <summary>The units are along the last axis of several.</summary>
    public bool UnitsLast => unitsLast && Rank > 1;

    /// <inheritdoc/>
    public bool Equals(TensorShape? other) => other is not null && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    /// <inheritdoc/>
    public override int GetHashCode() => Axes.Aggregate(0, HashCode.Combine);

    /// <summary><c>[6, 24, 24]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Axes)}]";

    // Of sizes that validation let through no product leaves a long; others stop growing where it is too large anyway.
    private static long Product(IReadOnlyList<int> axes) => axes.Aggregate(1L, (product, axis) => product > int.MaxValue ? product : product * axis);
}
