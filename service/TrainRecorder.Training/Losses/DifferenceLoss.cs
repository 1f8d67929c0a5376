using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Losses;

/// <summary>A loss that is the mean over outputs of a function of output less target; the target of a class is 1 at its output and 0 at the others.</summary>
internal abstract unsafe class DifferenceLoss : Loss
{
    /// <inheritdoc/>
    public override double Sum(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var y = output.Output;
        var sum = 0.0;
        for (var j = 0; j < samples.Length; j++)
        {
            var ofSample = 0.0;
            for (var i = 0; i < y.Rows; i++) ofSample += Value((double)y.Pointer[((nint)i * y.Stride) + j] - Target(set, samples[j], i));
            sum += ofSample / y.Rows;
        }
        return sum;
    }

    /// <inheritdoc/>
    public override void WriteGradient(LayerPass output, SampleSet set, ReadOnlySpan<int> samples)
    {
        var y = output.Output;
        var gradient = output.Gradient!;
        var scale = 1f / ((long)samples.Length * y.Rows);
        for (var i = 0; i < y.Rows; i++)
        {
            for (var j = 0; j < samples.Length; j++)
            {
                var difference = y.Pointer[((nint)i * y.Stride) + j] - Target(set, samples[j], i);
                gradient.Pointer[((nint)i * gradient.Stride) + j] = scale * Slope(difference);
            }
        }
    }

    /// <summary>The loss of one output.</summary>
    protected abstract double Value(double difference);

    /// <summary>Its derivative; NaN stays NaN.</summary>
    protected abstract float Slope(float difference);

    private static float Target(SampleSet set, int sample, int output) =>
        set.Classes is { } classes ? (classes[sample] == output ? 1f : 0f) : set.Values![sample];
}
