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
        CheckColumns(recording, violations);
        if (!violations.InRange("recording.probe_samples", recording.ProbeSamples, 1, Limits.ProbeSamples)) return;
        if (facts.ValidationSamples is { } validation) recording.ProbeSamples = (int)Math.Min(recording.ProbeSamples, validation);
    }

    private static void CheckColumns(RecordingOptions recording, Violations violations)
    {
        foreach (var fault in RecordingPolicy.Validate(recording)) violations.Add($"recording.{fault.Field}", fault.Message);

        // The format has room for these; the trainer does not fill them yet, and says so rather than leave them out silently.
        if (recording.Gradients) violations.Add("recording.gradients", "Gradients cannot be recorded yet.");
        if (recording.Include.Count > 0) violations.Add("recording.include", "Columns cannot be chosen yet; a schedule or fewer mantissa bits make a recording smaller.");
        if (recording.Exclude.Count > 0) violations.Add("recording.exclude", "Columns cannot be left out yet; a schedule or fewer mantissa bits make a recording smaller.");
    }
}
