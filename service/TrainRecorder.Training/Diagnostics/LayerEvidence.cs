using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Observation;

namespace TrainRecorder.Training.Diagnostics;

/// <summary>What rules judge of a layer: the statistics of one epoch. Filled by a <see cref="LayerObserver"/>, on the writer's thread.</summary>
internal sealed class LayerEvidence(NetworkLayer layer)
{
    /// <summary>The layer's name.</summary>
    public string Name { get; } = layer.Name;

    /// <summary>Its units.</summary>
    public int Units { get; } = layer.Output.Units;

    /// <summary>It has parameters of its own; others only pass on what they get.</summary>
    public bool Learns { get; } = layer.Parameters.Count > 0;

    /// <summary>Its outputs are sums over its inputs, weighted.</summary>
    public bool IsWeightedSum { get; } = layer.Plan.Kind.SumsInputs;

    /// <summary>Its activation is flat somewhere: its units can die.</summary>
    public bool CanDie { get; } = layer.Activation.Saturation is { IsFlatness: true };

    /// <summary>Its activation is bounded: its units can saturate.</summary>
    public bool CanSaturate { get; } = layer.Activation.Saturation is { IsFlatness: false };

    /// <summary>What the probe says of each unit.</summary>
    public UnitStatistics OfUnits { get; private set; } = null!;

    /// <summary>What the probe says of all units together.</summary>
    public ValueStatistics Activation { get; private set; }

    /// <summary>e to the entropy of the normalised singular values of the activations; NaN where it was not due.</summary>
    public double EffectiveRank { get; private set; }

    /// <summary>Values of parameters and activations that are not finite.</summary>
    public long NonFinite { get; private set; }

    /// <summary>‖ΔW‖ / ‖W‖ of the weights; NaN before the first step and for a layer without weights.</summary>
    public double UpdateRatio { get; private set; }

    /// <summary>The mean magnitude of the gradient of the weights; NaN where there is none.</summary>
    public double GradientMean { get; private set; }

    /// <summary>The L2 norm of the gradient of the layer's parameters; NaN where there is none.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>There is a gradient.</summary>
    public bool HasGradient { get; private set; }

    /// <summary>All units, at least two, have the same weights.</summary>
    public bool UnitsAreAlike { get; private set; }

    /// <summary>An epoch begins.</summary>
    public void Begin(UnitStatistics units)
    {
        OfUnits = units;
        (NonFinite, UpdateRatio, GradientMean, GradientNorm) = (0, double.NaN, double.NaN, double.NaN);
        (HasGradient, UnitsAreAlike) = (false, false);
    }

    /// <summary>Takes the values of a parameter.</summary>
    public void Take(Parameter parameter, ReadOnlySpan<float> values, long nonFinite, double updateRatio)
    {
        NonFinite += nonFinite;
        if (parameter != layer.Weight) return;
        UpdateRatio = updateRatio;
        var columns = parameter.Value.Columns;
        UnitsAreAlike = parameter.Value.Rows > 1;
        for (var row = 1; row < parameter.Value.Rows && UnitsAreAlike; row++)
            UnitsAreAlike = values.Slice(row * columns, columns).SequenceEqual(values[..columns]);
    }

    /// <summary>Takes the gradient of a parameter.</summary>
    public void TakeGradient(Parameter parameter, ReadOnlySpan<float> gradient)
    {
        var squares = Reduction.SumOfSquares(gradient);
        GradientNorm = HasGradient ? Math.Sqrt((GradientNorm * GradientNorm) + squares) : Math.Sqrt(squares);
        HasGradient = true;
        if (parameter == layer.Weight) GradientMean = Reduction.SumOfMagnitudes(gradient) / gradient.Length;
    }

    /// <summary>Takes the activations.</summary>
    public void Take(ValueStatistics activation, Spectrum spectrum)
    {
        Activation = activation;
        NonFinite += activation.NonFinite;
        EffectiveRank = spectrum.EffectiveRank;
    }
}
