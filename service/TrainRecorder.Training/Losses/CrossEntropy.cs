using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Losses;

/// <summary>
/// Cross entropy of a softmax output, on the logits: ℓ_c = ln Σ e^z − z_c of the sample's class, by the logits p − 1[class].
/// With weights w and smoothing ε, as PyTorch's <c>CrossEntropyLoss</c>, (1−ε) w_class ℓ_class + ε/C Σ_c w_c ℓ_c, over the sum of w_class.
/// </summary>
/// <param name="weights">One a class; null: 1 each.</param>
/// <param name="smoothing">In [0, 1).</param>
internal sealed unsafe class CrossEntropy(double[]? weights, double smoothing) : Loss
{
    private readonly double _weightOfAll = weights?.Sum() ?? 0;

    /// <inheritdoc/>
    public override string Name => "cross_entropy";

    /// <inheritdoc/>
    public override bool GradientIsOfSums => true;

    /// <inheritdoc/>
    public override double Sum(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var sum = 0.0;
        for (var j = 0; j < samples.Length; j++)
        {
            // The largest probability is 1 / Σ e^(z − max), which never underflows; its logarithm gives ln Σ e^z − max.
            var largest = Prediction.Class(output.Output, j);
            var z = output.Sums.Pointer + j;
            double top = z[(nint)largest * output.Sums.Stride];
            var rest = -DoubleMath.Log(output.Output.Pointer[((nint)largest * output.Output.Stride) + j]);
            var target = set.Classes![samples[j]];
            var loss = top - z[(nint)target * output.Sums.Stride] + rest;
            if (weights is not null) loss *= weights[target];
            if (smoothing > 0)
            {
                var all = 0.0;
                for (var c = 0; c < output.Sums.Rows; c++)
                {
                    var ofClass = top - z[(nint)c * output.Sums.Stride] + rest;
                    all += weights is null ? ofClass : weights[c] * ofClass;
                }
                loss = ((1 - smoothing) * loss) + (smoothing / output.Sums.Rows * all);
            }
            sum += loss;
        }
        return sum;
    }

    /// <inheritdoc/>
    public override double Weight(SampleSet set, ReadOnlySpan<int> samples) => ClassWeighting.Sum(weights, set, samples);

    /// <inheritdoc/>
    public override void WriteGradient(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        if (weights is null && smoothing == 0) WritePlain(output, set, samples);
        else WriteWeighted(output, set, samples);
    }

    private static void WritePlain(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var gradient = output.Gradient!;
        Elementwise.Run(new ScaleLoop(output.Output, gradient, Padding.RoundUp(samples.Length), 1f / samples.Length));
        for (var j = 0; j < samples.Length; j++)
            gradient.Pointer[((nint)set.Classes![samples[j]] * gradient.Stride) + j] -= 1f / samples.Length;
    }

    private void WriteWeighted(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var gradient = output.Gradient!;
        var p = output.Output;
        var whole = Weight(set, samples);
        var even = smoothing / p.Rows;
        var spread = even * (weights is null ? p.Rows : _weightOfAll);
        for (var j = 0; j < samples.Length; j++)
        {
            var target = set.Classes![samples[j]];
            var hit = (1 - smoothing) * (weights?[target] ?? 1);
            for (var c = 0; c < p.Rows; c++)
            {
                var value = (p.Pointer[((nint)c * p.Stride) + j] * (hit + spread)) - (even * (weights?[c] ?? 1)) - (c == target ? hit : 0);
                gradient.Pointer[((nint)c * gradient.Stride) + j] = (float)(value / whole);
            }
        }
    }

    private readonly struct ScaleLoop(Matrix source, Matrix destination, int columns, float scale) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var i = 0; i < source.Rows; i++)
            {
                var from = source.Pointer + ((nint)i * source.Stride);
                var to = destination.Pointer + ((nint)i * destination.Stride);
                for (var j = 0; j < columns; j += L.Width) L.Store(L.Multiply(L.Load(from + j), L.All(scale)), to + j);
            }
        }
    }
}
