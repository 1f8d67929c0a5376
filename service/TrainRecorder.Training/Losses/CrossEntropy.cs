using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Losses;

/// <summary>Cross entropy of a softmax output, on the logits: ln Σ e^z − z_class. By the logits its gradient is p − 1[class].</summary>
internal sealed unsafe class CrossEntropy : Loss
{
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
            var distance = (double)z[(nint)largest * output.Sums.Stride] - z[(nint)set.Classes![samples[j]] * output.Sums.Stride];
            sum += distance - DoubleMath.Log(output.Output.Pointer[((nint)largest * output.Output.Stride) + j]);
        }
        return sum;
    }

    /// <inheritdoc/>
    public override void WriteGradient(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var gradient = output.Gradient!;
        Elementwise.Run(new ScaleLoop(output.Output, gradient, Padding.RoundUp(samples.Length), 1f / samples.Length));
        for (var j = 0; j < samples.Length; j++)
            gradient.Pointer[((nint)set.Classes![samples[j]] * gradient.Stride) + j] -= 1f / samples.Length;
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
