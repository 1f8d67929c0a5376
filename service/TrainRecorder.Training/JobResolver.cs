using System.Collections.Immutable;
using Google.Rpc;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training;

/// <summary>A job with every default explicit, or everything that is wrong with it.</summary>
/// <param name="Job">The job with every default explicit; meaningful only without violations.</param>
/// <param name="Estimate">What it will take; meaningful only without violations.</param>
/// <param name="Violations">Every violation, each with the path of its field (<c>training.epochs</c>, <c>network.layers[2].dense.units</c>).</param>
public sealed record JobResolution(Job Job, RunEstimate Estimate, IReadOnlyList<BadRequest.Types.FieldViolation> Violations);

/// <summary>Validates jobs and makes their defaults explicit.</summary>
public static class JobResolver
{
    /// <summary>As <see cref="Resolve(Job, ImmutableArray{Dataset})"/>, for a job that names no dataset but a table as its data.</summary>
    /// <param name="job">As submitted; not changed.</param>
    /// <param name="table">What is known of <c>data.dataset</c>; null for generated data, and when the dataset does not exist.</param>
    public static JobResolution Resolve(Job job, TableSchema? table)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Resolve(job, table is null ? [] : [new Dataset { Name = job.Data?.Dataset ?? "", Schema = table }]);
    }

    /// <summary>Checks a job against what there is and resolves it. Never throws for what a caller wrote.</summary>
    /// <param name="job">As submitted; not changed.</param>
    /// <param name="datasets">What is known of the datasets that the job names (<see cref="JobDatasets"/>). That one does not exist is the caller's violation to add; the rest is checked as far as it can be.</param>
    public static JobResolution Resolve(Job job, ImmutableArray<Dataset> datasets)
    {
        ArgumentNullException.ThrowIfNull(job);
        var resolved = job.Clone();
        var violations = new Violations();
        var schemas = new DatasetSchemas(datasets, violations);
        CheckName(resolved, violations);
        var takesIndices = resolved.Network?.Layers.FirstOrDefault() is { } first && LayerKinds.Of(first) is { TakesIndices: true };
        if (takesIndices && resolved.Data is { Normalization: "" } data) data.Normalization = "none";
        var facts = DataRules.Resolve(resolved.Data, schemas, violations);
        var output = NetworkRules.Resolve(resolved.Network, facts, violations);
        if (takesIndices && resolved.Data is { Normalization: not "none" })
            violations.Add("data.normalization", "The first layer takes the data's own whole numbers: use none.");
        resolved.Training ??= new V1.Training();
        TrainingRules.Resolve(resolved.Training, violations);
        if (resolved.Data is not null) TaskRules.Resolve(resolved, facts, output, violations);
        RecordingRules.Resolve(resolved, facts, violations);
        DiagnosticsRules.Resolve(resolved, violations);
        var weights = InitialWeightsRules.Find(resolved.Network, schemas, violations);
        if (weights is not null && violations.Count == 0) InitialWeightsRules.Check(resolved, weights, violations);
        var estimate = violations.Count == 0 && facts.Features is not null
            ? RunSize.Check(resolved, violations)
            : new RunEstimate();
        return new JobResolution(resolved, estimate, violations.All);
    }

    private static void CheckName(Job job, Violations violations)
    {
        if (job.Name.Length == 0) job.Name = "run";
        if (job.Name.EnumerateRunes().Count() > Limits.NameLength) violations.Add("name", $"Must have at most {Limits.NameLength} characters.");
        if (job.Name.Any(char.IsControl)) violations.Add("name", "Must have no control characters.");
    }
}
