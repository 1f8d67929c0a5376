using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Losses;

/// <summary>
/// Cross entropy of one sigmoid output, on the logit z: max(z, 0) − z t + ln(1 + e^−|z|), by the logit y − t, as PyTorch's
/// <c>BCEWithLogitsLoss</c>. The target t is 1 for the second class and 0 for the first; smoothing ε makes it (1−ε) t + ε/2. With
/// weights the loss is w_class times that, over the sum of w_class.
/// </summary>
/// <param name="weights">One for each of the two classes; null: 1 each.</param>
/// <param name="smoothing">In [0, 1).</param>
internal sealed unsafe class BinaryCrossEntropy(double[]? weights, double smoothing) : Loss
{
    /// <inheritdoc/>
    public override string Name => "bce";

    /// <inheritdoc/>
    public override bool GradientIsOfSums => true;

    /// <inheritdoc/>
    public override double Sum(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var sum = 0.0;
        for (var j = 0; j < samples.Length; j++)
        {
            double z = output.Sums.Pointer[j];
            var target = set.Classes![samples[j]];
            var loss = Math.Max(z, 0) - (z * Smoothed(target)) + DoubleMath.Log(1 + DoubleMath.Exp(-Math.Abs(z)));
            sum += weights is null ? loss : weights[target] * loss;
        }
        return sum;
    }

    /// <inheritdoc/>
    public override double Weight(SampleSet set, ReadOnlySpan<int> samples) => ClassWeighting.Sum(weights, set, samples);

    /// <inheritdoc/>
    public override void WriteGradient(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var whole = Weight(set, samples);
        for (var j = 0; j < samples.Length; j++)
        {
            var target = set.Classes![samples[j]];
            var difference = output.Output.Pointer[j] - Smoothed(target);
            output.Gradient!.Pointer[j] = (float)((weights?[target] ?? 1) * difference / whole);
        }
    }

    private double Smoothed(int target) => ((1 - smoothing) * target) + (smoothing / 2);
}
