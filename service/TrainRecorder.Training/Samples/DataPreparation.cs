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
    public static PreparedData Prepare(Job job, DatasetFiles? files, WorkerPool pool)
    {
        var source = Open(job, files, pool);
        var targets = source.Targets;
        var seed = job.Training.Seed;
        var held = source.Held ?? StratifiedDraw.Draw(
            targets.Classes, source.Rows, (int)SplitSize.Validation(source.Rows, job.Data.ValidationFraction), seed, Purpose.Split, leaveOne: true);
        var training = Where(held, chosen: false);
        var validation = Where(held, chosen: true);
        if (training.Length == 0) throw new DataException("No row is left to train on.");
        if (validation.Length == 0) throw new DataException("No row is left for validation.");

        var features = source.Encode(training, validation);
        var validationSet = Set(features.Validation, validation, source);
        var probe = StratifiedDraw.Draw(
            validationSet.Classes, validationSet.Count, Math.Min(job.Recording.ProbeSamples, validationSet.Count), seed, Purpose.Probe, leaveOne: false);

        var summary = new DataSummary
        {
            Sha256 = DatasetFiles.Sha256(job.Data.Dataset),
            LabelSha256 = DatasetFiles.Sha256(job.Data.LabelDataset),
            ValidationSha256 = DatasetFiles.Sha256(job.Data.ValidationDataset),
            ValidationLabelSha256 = DatasetFiles.Sha256(job.Data.ValidationLabelDataset),
            InitialWeightsSha256 = DatasetFiles.Sha256(job.Network.InitialWeights),
            DroppedRows = source.Dropped,
            Task = job.Data.Task,
            TrainingSamples = training.Length,
            ValidationSamples = validation.Length,
        };
        summary.Features.AddRange(features.Names);
        summary.Classes.AddRange(targets.ClassNames);
        summary.NormalizationOffset.AddRange(features.Offset);
        summary.NormalizationScale.AddRange(features.Scale);
        summary.FeatureColumns.AddRange(features.Columns);
        return new PreparedData(Set(features.Training, training, source), validationSet, Where(probe, chosen: true), summary);
    }

    private static ISampleSource Open(Job job, DatasetFiles? files, WorkerPool pool) =>
        job.Data.SourceCase == Data.SourceOneofCase.Dataset
            ? TableReading.Open(job, files ?? throw new DataException("The job needs its dataset's file."))
            : new GeneratedSource(GeneratorKinds.Generate(job.Data.Generate, job.Training.Seed, pool), job.Data.Normalization, job.Data.Task == Tasks.Classification);

    private static int[] Where(bool[] drawn, bool chosen) => [.. Enumerable.Range(0, drawn.Length).Where(i => drawn[i] == chosen)];

    private static SampleSet Set(float[] inputs, int[] rows, ISampleSource source) => new()
    {
        Inputs = inputs,
        Features = inputs.Length / rows.Length,
        Classes = source.Targets.Classes is { } classes ? [.. rows.Select(row => classes[row])] : null,
        Values = source.Targets.Values is { } values ? [.. rows.Select(row => values[row])] : null,
        Rows = [.. rows.Select(source.FileRow)],
    };
}
