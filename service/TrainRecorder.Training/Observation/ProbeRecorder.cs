using TrainRecorder.Recording;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Observation;

/// <summary>Copies parameters and the probe's activations into a row. On the training thread: this is all it pays for recording.</summary>
internal sealed unsafe class ProbeRecorder(FeedForwardNetwork network, PreparedData data, Evaluator evaluator)
{
    /// <summary>Fills a row.</summary>
    public void Record(EpochRow row, RunColumns columns)
    {
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var parameters = network.Layers[i].Parameters;
            for (var p = 0; p < parameters.Count; p++) parameters[p].Value.CopyTo(row.Floats(columns.Layers[i].Parameters[p]));
        }
        var pass = evaluator.Pass;
        for (var first = 0; first < data.Probe.Length; first += pass.Capacity)
        {
            var samples = data.Probe.AsSpan(first, Math.Min(pass.Capacity, data.Probe.Length - first));
            pass.Forward(data.Validation.Inputs, samples);
            for (var i = 0; i < pass.Layers.Count; i++)
            {
                var output = pass.Layers[i].Output;
                fixed (float* destination = row.Floats(columns.Layers[i].Activation)[(first * output.Rows)..])
                    Transposition.Transpose(output.Pointer, output.Stride, output.Rows, samples.Length, destination, output.Rows);
            }
        }
    }

    /// <summary>Fills what only the first row has: which samples the probe is, their targets and features.</summary>
    public void RecordProbe(EpochRow row, RunColumns columns)
    {
        var set = data.Validation;
        var rows = row.Integers(columns.ProbeSample);
        var targets = row.Floats(columns.ProbeTarget);
        var inputs = row.Floats(columns.InputActivation);
        for (var i = 0; i < data.Probe.Length; i++)
        {
            var sample = data.Probe[i];
            rows[i] = set.Rows[sample];
            targets[i] = set.Classes is { } classes ? classes[sample] : set.Values![sample];
            set.Inputs.AsSpan(sample * set.Features, set.Features).CopyTo(inputs[(i * set.Features)..]);
        }
    }
}
