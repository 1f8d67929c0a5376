using System.Numerics;

namespace TrainRecorder.Scene.Runs;

/// <summary>What is seen of one epoch.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Layers">A layer each, from input to output.</param>
public sealed record FrameData(int Epoch, IReadOnlyList<LayerFrame> Layers)
{
    /// <summary>The place in time: the epoch, or a number between two epochs.</summary>
    public double Position { get; init; } = Epoch;

    /// <summary>A picture between two epochs: every value on its straight way from the one to the other, what only one of them has as it is there.</summary>
    /// <param name="before">The earlier epoch.</param>
    /// <param name="after">The later epoch.</param>
    /// <param name="share">The share of the way, in [0, 1].</param>
    public static FrameData Between(FrameData before, FrameData after, double share)
    {
        if (share <= 0)
            return before;
        if (share >= 1)
            return after;
        return new FrameData(share < 0.5 ? before.Epoch : after.Epoch,
            [.. before.Layers.Zip(after.Layers, (one, other) => LayerFrame.Between(one, other, (float)share))])
        {
            Position = before.Position + share * (after.Position - before.Position),
        };
    }
}

/// <summary>What is seen of one layer at one epoch. Null is what was not recorded.</summary>
public sealed record LayerFrame
{
    /// <summary>The weights, row-major in the recorded shape: <c>[units, units of the layer before]</c> of a dense layer.</summary>
    public float[]? Weight { get; init; }

    /// <summary>What edges show in place of the weights (a contribution, a change, a gradient), in the shape of the weights; null if they show the weights.</summary>
    public float[]? Edge { get; init; }

    /// <summary>The biases, a unit.</summary>
    public float[]? Bias { get; init; }

    /// <summary>Saturation a unit, in [0, 1].</summary>
    public float[]? Saturation { get; init; }

    /// <summary>The share of the probe on which a unit is saturated, in [0, 1].</summary>
    public float[]? SaturatedFraction { get; init; }

    /// <summary>The share of the probe on which a unit gives exactly 0, in [0, 1].</summary>
    public float[]? ZeroFraction { get; init; }

    /// <summary>Mean activation over the probe, a unit (of a convolution: a channel).</summary>
    public float[]? MeanActivation { get; init; }

    /// <summary>What the layer gives on one sample of the probe, or on average over it: a value for every place, <c>[channels, height, width]</c>.</summary>
    public float[]? Activation { get; init; }

    /// <summary>Units that are flat on every sample of the probe.</summary>
    public int? DeadUnits { get; init; }

    /// <summary>Its weights could not be read: the recording is damaged there.</summary>
    public bool WeightDamaged { get; init; }

    internal static LayerFrame Between(LayerFrame before, LayerFrame after, float share) => (share < 0.5f ? before : after) with
    {
        Weight = Between(before.Weight, after.Weight, share),
        Edge = Between(before.Edge, after.Edge, share),
        Bias = Between(before.Bias, after.Bias, share),
        Saturation = Between(before.Saturation, after.Saturation, share),
        SaturatedFraction = Between(before.SaturatedFraction, after.SaturatedFraction, share),
        ZeroFraction = Between(before.ZeroFraction, after.ZeroFraction, share),
        MeanActivation = Between(before.MeanActivation, after.MeanActivation, share),
        Activation = Between(before.Activation, after.Activation, share),
    };

    private static float[]? Between(float[]? before, float[]? after, float share)
    {
        if (before is null || after is null || ReferenceEquals(before, after))
            return before ?? after;
        float[] between = GC.AllocateUninitializedArray<float>(before.Length);
        int place = 0;
        for (Vector<float> way = new(share); place <= between.Length - Vector<float>.Count; place += Vector<float>.Count)
        {
            Vector<float> start = new(before, place);
            (start + (new Vector<float>(after, place) - start) * way).CopyTo(between, place);
        }
        for (; place < between.Length; place++)
            between[place] = before[place] + (after[place] - before[place]) * share;
        return between;
    }
}
