using TrainRecorder.Training.Networks;

namespace TrainRecorder.Training.Layers.Normalizations;

/// <summary>Layer normalisation (Ba, Kiros and Hinton 2016, arXiv 1607.06450), as PyTorch's <c>nn.LayerNorm</c>.</summary>
internal sealed class LayerNormLayer : NetworkLayer
{
    public LayerNormLayer(LayerPlan plan)
        : base(plan)
    {
        Weight = new Parameter($"{Name}.weight", plan.Weight!, oneRow: true);
        Weight.Value.Row(0).Fill(1);
        Bias = new Parameter($"{Name}.bias", plan.Bias!, oneRow: true);
        Epsilon = (float)plan.Layer.LayerNorm.Epsilon;
    }

    /// <summary>Values that are normalised together.</summary>
    public int Size => Weight!.Value.Columns;

    /// <summary>How many times so many values a sample has.</summary>
    public int Groups => Values / Size;

    /// <summary>Added to variances.</summary>
    public float Epsilon { get; }

    /// <inheritdoc/>
    public override LayerPass CreatePass(PassSettings settings, PassInput input) => new LayerNormPass(this, settings, input);
}
