using TrainRecorder.Training.Networks;

namespace TrainRecorder.Training.Layers.Normalizations;

/// <summary>Batch normalisation (Ioffe and Szegedy 2015, arXiv 1502.03167), as PyTorch's <c>nn.BatchNorm1d</c> and <c>nn.BatchNorm2d</c>.</summary>
internal sealed class BatchNormLayer : NetworkLayer
{
    public BatchNormLayer(LayerPlan plan)
        : base(plan)
    {
        Weight = new Parameter($"{Name}.weight", plan.Weight!);
        Weight.Value.Row(0).Fill(1);
        Bias = new Parameter($"{Name}.bias", plan.Bias!);
        RunningMean = new Tensor($"{Name}.running_mean", plan.Weight!);
        RunningVariance = new Tensor($"{Name}.running_variance", plan.Weight!);
        RunningVariance.Value.Row(0).Fill(1);
        Momentum = (float)plan.Layer.BatchNorm.Momentum;
        Epsilon = plan.Layer.BatchNorm.Epsilon;
    }

    /// <summary>Channels: the first axis.</summary>
    public int Channels => Plan.Input.Axes[0];

    /// <summary>Values of a channel in one sample.</summary>
    public int Places => Values / Channels;

    /// <summary>The mean of each channel that evaluation takes.</summary>
    public Tensor RunningMean { get; }

    /// <summary>The variance of each channel that evaluation takes.</summary>
    public Tensor RunningVariance { get; }

    /// <summary>How far a step moves the running statistics towards those of the batch.</summary>
    public float Momentum { get; }

    /// <summary>Added to variances.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Buffers => [RunningMean, RunningVariance];

    /// <inheritdoc/>
    public override LayerPass CreatePass(PassSettings settings, PassInput input) => new BatchNormPass(this, settings, input);
}
