using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples.Generators;
using TrainRecorder.Training.Threads;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>From a resolved job to samples.</summary>
internal static class DataPreparation
{
    /// <summary>Reads or makes the data, draws the split and the probe, encodes and normalises.</summary>
    /// <exception cref="DataException">The data cannot be used.</exception>
    public static PreparedData Prepare(Job job, string? datasetPath, WorkerPool pool)
    {
        var source = Open(job, datasetPath, pool);
        var targets = source.Targets;
        var seed = job.Training.Seed;
        var held = (int)SplitSize.Validation(source.Rows, job.Data.ValidationFraction);
        var drawn = StratifiedDraw.Draw(targets.Classes, source.Rows, held, seed, Purpose.Split, leaveOne: true);
        var training = Where(drawn, chosen: false);
        var validation = Where(drawn, chosen: true);

        var features = source.Encode(training, validation);
        var validationSet = Set(features.Validation, validation, targets);
        var probe = StratifiedDraw.Draw(
            validationSet.Classes, validationSet.Count, Math.Min(job.Recording.ProbeSamples, validationSet.Count), seed, Purpose.Probe, leaveOne: false);

        var summary = new DataSummary
        {
            Sha256 = datasetPath is null ? "" : job.Data.Dataset["datasets/".Length..],
            Task = job.Data.Task,
            TrainingSamples = training.Length,
            ValidationSamples = validation.Length,
        };
        summary.Features.AddRange(features.Names);
        summary.Classes.AddRange(targets.ClassNames);
        summary.NormalizationOffset.AddRange(features.Offset);
        summary.NormalizationScale.AddRange(features.Scale);
        return new PreparedData(Set(features.Training, training, targets), validationSet, Where(probe, chosen: true), summary);
    }

    private static ISampleSource Open(Job job, string? datasetPath, WorkerPool pool)
    {
        if (job.Data.SourceCase == Data.SourceOneofCase.Dataset)
            return TableSource.Open(job, datasetPath ?? throw new DataException("The job needs its dataset's file."));
        var generator = job.Data.Generate;
        var rows = generator.KindCase switch
        {
            Generator.KindOneofCase.Xor => XorGenerator.Generate(generator.Xor, job.Training.Seed),
            Generator.KindOneofCase.Teacher => TeacherGenerator.Generate(generator.Teacher, job.Training.Seed, pool),
            _ => throw new InvalidOperationException("The generator has no kind."),
        };
        return new GeneratedSource(rows, job.Data.Normalization, job.Data.Task == Tasks.Classification);
    }

    private static int[] Where(bool[] drawn, bool chosen) => [.. Enumerable.Range(0, drawn.Length).Where(i => drawn[i] == chosen)];

    private static SampleSet Set(float[] inputs, int[] rows, RawTargets targets) => new()
    {
        Inputs = inputs,
        Features = inputs.Length / rows.Length,
        Classes = targets.Classes is { } classes ? [.. rows.Select(row => classes[row])] : null,
        Values = targets.Values is { } values ? [.. rows.Select(row => values[row])] : null,
        Rows = [.. rows.Select(row => (long)row)],
    };
}
