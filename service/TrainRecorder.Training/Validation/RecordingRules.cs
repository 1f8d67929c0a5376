using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>recording</c>.</summary>
internal static class RecordingRules
{
    /// <summary>Checks what is recorded and makes the defaults explicit; the probe is never larger than the validation part.</summary>
    public static void Resolve(Job job, DataFacts facts, Violations violations)
    {
        var recording = job.Recording ??= new RecordingOptions();
        if (!recording.HasProbeSamples) recording.ProbeSamples = 256;
        foreach (var fault in RecordingPolicy.Validate(recording)) violations.Add($"recording.{fault.Field}", fault.Message);
        if (!violations.InRange("recording.probe_samples", recording.ProbeSamples, 1, Limits.ProbeSamples)) return;
        if (facts.ValidationSamples is { } validation) recording.ProbeSamples = (int)Math.Min(recording.ProbeSamples, validation);
    }
}
