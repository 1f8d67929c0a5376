using TrainRecorder.Recording;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Observation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>How large a run will be.</summary>
internal static class RunSize
{
    /// <summary>Checks that a valid job fits into memory, and says what it will take.</summary>
    public static RunEstimate Check(Job job, Violations violations)
    {
        var plan = NetworkPlan.Of(job.Network);
        var (units, parameters) = (plan.Values, plan.Parameters);
        if (parameters > Limits.Parameters)
            violations.Add("network", $"Has {parameters} parameters; at most {Limits.Parameters} are possible.");
        if (job.Training.BatchSize * units > Limits.BatchValues)
            violations.Add("training.batch_size", $"Batches of {job.Training.BatchSize} with {units} values are more than {Limits.BatchValues} values, which is the limit.");
        // A column's length is an int; the probe's activations are the only ones that could pass it.
        if (job.Recording.ProbeSamples * units * sizeof(float) > Limits.RowBytes)
        {
            violations.Add("recording.probe_samples", $"{job.Recording.ProbeSamples} samples of {units} values are more than {Limits.RowBytes} bytes an epoch, which is the limit.");
            return new RunEstimate();
        }
        if (violations.Count > 0) return new RunEstimate();
        var columns = RecordedLayers.Columns(job, job.Recording.ProbeSamples);
        var row = RecordingPolicy.Estimate(columns, lastEpoch: 0);
        if (row > Limits.RowBytes)
            violations.Add("network", $"The first epoch would record {row} bytes; at most {Limits.RowBytes} are possible.");
        foreach (var fault in RecordingPolicy.Validate(job.Recording, RecordedLayers.AllColumns(job, job.Recording.ProbeSamples))) violations.Add($"recording.{fault.Field}", fault.Message);
        var bytes = RecordingPolicy.Estimate(columns, job.Training.Epochs);
        if (job.Recording.HasMaxBytes && bytes > job.Recording.MaxBytes)
            violations.Add("recording.max_bytes", $"The recording is estimated to take {bytes} bytes, more than the {job.Recording.MaxBytes} allowed.");
        return new RunEstimate { Parameters = parameters, RecordingBytes = bytes };
    }
}
