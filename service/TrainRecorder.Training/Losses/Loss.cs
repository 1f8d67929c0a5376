using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Losses;

/// <summary>What training makes small. A kind is one file, listed in <see cref="LossKinds"/>.</summary>
internal abstract class Loss
{
    /// <summary>As jobs name it.</summary>
    public abstract string Name { get; }

    /// <summary>The gradient is that by the output layer's sums, its activation included; otherwise by its outputs.</summary>
    public virtual bool GradientIsOfSums => false;

    /// <summary>The sum of the loss over the samples of a batch, in their order; over <see cref="Weight"/> it is their mean.</summary>
    /// <param name="output">The output layer's pass, after the forward pass.</param>
    /// <param name="set">Where the targets are.</param>
    /// <param name="samples">Which samples of the set the batch holds.</param>
    public abstract double Sum(LayerPass output, SampleSet set, ReadOnlySpan<int> samples);

    /// <summary>What the samples of a batch count together: their number, unless classes are weighted.</summary>
    public virtual double Weight(SampleSet set, ReadOnlySpan<int> samples) => samples.Length;

    /// <summary>Writes the gradient of the mean loss of the batch to <see cref="LayerPass.Gradient"/>.</summary>
    public abstract void WriteGradient(LayerPass output, SampleSet set, ReadOnlySpan<int> samples);
}
