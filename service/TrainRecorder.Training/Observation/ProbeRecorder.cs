using TrainRecorder.Recording;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Observation;

/// <summary>
/// Copies the probe's activations into a row. On the training thread. The probe's samples are
/// of the validation part, which is passed through the network at every epoch anyway: its activations are taken on the way.
/// </summary>
internal sealed unsafe class ProbeRecorder(PreparedData data)
{
    /// <summary>Takes what the layers made of the probe's samples, as far as they are in a batch of the validation part.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">Where its values go.</param>
    /// <param name="snapshot">The row's.</param>
    /// <param name="pass">Holds the batch.</param>
    /// <param name="batch">Which samples of the validation part it is of.</param>
    public void RecordActivations(EpochRow row, RunColumns columns, EpochSnapshot snapshot, NetworkPass pass, Range batch)
    {
        var (first, count) = batch.GetOffsetAndLength(data.Validation.Count);
        var from = Place(first);
        var samples = data.Probe.AsSpan(from..Place(first + count));
        for (var i = 0; i < pass.Layers.Count && !samples.IsEmpty; i++)
        {
            Copy(pass.Layers[i].Output, samples, first, snapshot.Floats(row, columns.Layers[i].Activation), from);
            if (snapshot.Sums[i] is { } sums) Copy(pass.Layers[i].Sums, samples, first, sums, from);
        }
    }

    /// <summary>How many samples of the probe, which are in order, come before a sample.</summary>
    private int Place(int sample)
    {
        var place = Array.BinarySearch(data.Probe, sample);
        return place < 0 ? ~place : place;
    }

    /// <summary>Writes columns of <c>[values, batch]</c> as <c>[probe, values]</c>, from a place in the probe on.</summary>
    private static void Copy(Matrix source, ReadOnlySpan<int> samples, int firstOfBatch, Span<float> destination, int place)
    {
        var values = source.Rows;
        destination = destination.Slice(place * values, samples.Length * values);
        for (var value = 0; value < values; value++)
        {
            var row = source.Pointer + ((nint)value * source.Stride) - firstOfBatch;
            var at = value;
            foreach (var sample in samples)
            {
                destination[at] = row[sample];
                at += values;
            }
        }
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
