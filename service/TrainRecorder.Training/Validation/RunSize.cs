using TrainRecorder.Recording;
using TrainRecorder.Training.Observation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>How large a run will be.</summary>
internal static class RunSize
{
    /// <summary>Trainable parameters of a network in full.</summary>
    public static long Parameters(Network network, int features)
    {
        long parameters = 0;
        long inputs = features;
        foreach (var layer in network.Layers)
        {
            parameters += (inputs + 1) * layer.Dense.Units;
            inputs = layer.Dense.Units;
        }
        return parameters;
    }

    /// <summary>Raw bytes of one row, and those that only the first row has besides.</summary>
    /// <param name="job">Resolved.</param>
    public static (long Row, long First) RowBytes(Job job)
    {
        long row = 0;
        long first = 0;
        foreach (var column in StandardColumns.For(RecordedLayers.Of(job), [Tasks.Score(job.Data.Task)], job.Recording.ProbeSamples))
        {
            var bytes = column.Shape.Aggregate(1L, (product, axis) => checked(product * axis)) * ValueBytes(column.Type);
            if (column.Schedule == "first") first += bytes;
            else if (column.Schedule == "every") row += bytes;
        }
        return (row, first);
    }

    /// <summary>Checks that a valid job fits into memory, and says what it will take.</summary>
    public static RunEstimate Check(Job job, int features, Violations violations)
    {
        var units = job.Network.Layers.Sum(layer => (long)layer.Dense.Units) + features;
        var parameters = Parameters(job.Network, features);
        if (parameters > Limits.Parameters)
            violations.Add("network", $"Has {parameters} parameters; at most {Limits.Parameters} are possible.");
        if (job.Training.BatchSize * units > Limits.BatchValues)
            violations.Add("training.batch_size", $"Batches of {job.Training.BatchSize} with {units} units are more than {Limits.BatchValues} values, which is the limit.");
        // A column's length is an int; the probe's activations are the only ones that could pass it.
        if (job.Recording.ProbeSamples * units * sizeof(float) > Limits.RowBytes)
        {
            violations.Add("recording.probe_samples", $"{job.Recording.ProbeSamples} samples of {units} units are more than {Limits.RowBytes} bytes an epoch, which is the limit.");
            return new RunEstimate();
        }
        if (violations.Count > 0) return new RunEstimate();
        var (row, first) = RowBytes(job);
        if (row > Limits.RowBytes)
            violations.Add("network", $"An epoch would record {row} bytes; at most {Limits.RowBytes} are possible.");
        return new RunEstimate { Parameters = parameters, RecordingBytes = first + (row * (job.Training.Epochs + 1L)) };
    }

    private static int ValueBytes(string type) => type switch
    {
        "int32" or "list<float>" => 4,
        "string" => 0,
        _ => 8,
    };
}
