using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Losses;

/// <summary>The mean over outputs of (y − t)², as PyTorch's <c>MSELoss</c>; the target of a class is 1 at its output and 0 at the others.</summary>
internal sealed unsafe class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mse";

    /// <inheritdoc/>
    public override double Sum(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var y = output.Output;
        var sum = 0.0;
        for (var j = 0; j < samples.Length; j++)
        {
            var ofSample = 0.0;
            for (var i = 0; i < y.Rows; i++)
            {
                var error = (double)y.Pointer[((nint)i * y.Stride) + j] - Target(set, samples[j], i);
                ofSample += error * error;
            }
            sum += ofSample / y.Rows;
        }
        return sum;
    }

    /// <inheritdoc/>
    public override void WriteGradient(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var y = output.Output;
        var gradient = output.Gradient!;
        var scale = 2f / ((long)samples.Length * y.Rows);
        for (var i = 0; i < y.Rows; i++)
        {
            for (var j = 0; j < samples.Length; j++)
            {
                var error = y.Pointer[((nint)i * y.Stride) + j] - Target(set, samples[j], i);
                gradient.Pointer[((nint)i * gradient.Stride) + j] = scale * error;
            }
        }
    }

    private static float Target(SampleSet set, int sample, int output) =>
        set.Classes is { } classes ? (classes[sample] == output ? 1f : 0f) : set.Values![sample];
}
