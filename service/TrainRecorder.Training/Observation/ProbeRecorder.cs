using TrainRecorder.Recording;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Observation;

/// <summary>Copies parameters and the probe's activations into a row. On the training thread: this is all it pays for recording.</summary>
internal sealed unsafe class ProbeRecorder(FeedForwardNetwork network, PreparedData data, Evaluator evaluator)
{
    /// <summary>Fills a row, and takes the sums that finishing it needs.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">Where its values go.</param>
    /// <param name="snapshot">The row's.</param>
    /// <param name="gradients">Of each parameter; empty if there are none.</param>
    public void Record(EpochRow row, RunColumns columns, EpochSnapshot snapshot, IReadOnlyList<Matrix> gradients)
    {
        for (var i = 0; i < network.Tensors.Count; i++) network.Tensors[i].Value.CopyTo(snapshot.Floats(row, columns.Tensors[i]));
        for (var i = 0; i < gradients.Count; i++) gradients[i].CopyTo(snapshot.Floats(row, columns.Gradients[i]));
        var pass = evaluator.Pass;
        for (var first = 0; first < data.Probe.Length; first += pass.Capacity)
        {
            var samples = data.Probe.AsSpan(first, Math.Min(pass.Capacity, data.Probe.Length - first));
            pass.Forward(data.Validation.Inputs, samples);
            for (var i = 0; i < pass.Layers.Count; i++)
            {
                Copy(pass.Layers[i].Output, samples.Length, snapshot.Floats(row, columns.Layers[i].Activation), first);
                if (snapshot.Sums[i] is { } sums) Copy(pass.Layers[i].Sums, samples.Length, sums, first);
            }
        }
    }

    /// <summary>Writes <c>[values, samples]</c> as <c>[samples, values]</c>, from a sample on.</summary>
    private static void Copy(Matrix source, int samples, Span<float> destination, int first)
    {
        fixed (float* from = destination[(first * source.Rows)..])
            Transposition.Transpose(source.Pointer, source.Stride, source.Rows, samples, from, source.Rows);
    }

    /// <summary>Fills what only the first row has: which samples the probe is, their targets and features.</summary>
    public void RecordProbe(EpochRow row, RunColumns columns)
    {
        var set = data.Validation;
        var rows = row.Integers(columns.ProbeSample);
        var targets = row.Floats(columns.ProbeTarget);
        var inputs = columns.InputActivation is { } input ? row.Floats(input) : default;
        for (var i = 0; i < data.Probe.Length; i++)
        {
            var sample = data.Probe[i];
            rows[i] = set.Rows[sample];
            targets[i] = set.Classes is { } classes ? classes[sample] : set.Values![sample];
            if (!inputs.IsEmpty) set.Inputs.AsSpan(sample * set.Features, set.Features).CopyTo(inputs[(i * set.Features)..]);
        }
    }
}
