using Google.Protobuf.Reflection;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Capacity;

/// <summary>Reckons what a run will take in time and memory: roughly, from its size.</summary>
internal static class RunReckoning
{
    // One processor's share of what the engine does with AVX2, multiply-adds a second, and what a step costs besides.
    private const double MultiplyAddsPerSecond = 15e9;
    private const double SecondsPerStep = 5e-6;
    private const double RecordedBytesPerSecond = 150e6;

    // Of a worker that trains nothing yet.
    private const long BaseMemory = 64L << 20;
    private const int CalibrationRuns = 20;

    /// <summary>Training time in seconds, not yet corrected by what other runs took.</summary>
    public static double Seconds(JobResolution resolution, TableSchema? table)
    {
        var training = resolution.Job.Training;
        var samples = Samples(resolution.Job, table) * (1 - resolution.Job.Data.ValidationFraction);
        // Forward, and backward to the weights and to the inputs.
        var multiplyAdds = 3.0 * resolution.Estimate.Parameters * samples * training.Epochs;
        var steps = Math.Ceiling(samples / Math.Max(1, training.BatchSize)) * training.Epochs;
        return (multiplyAdds / MultiplyAddsPerSecond) + (steps * SecondsPerStep) + (resolution.Estimate.RecordingBytes / RecordedBytesPerSecond);
    }

    /// <summary>Memory of the worker in bytes.</summary>
    public static long Memory(JobResolution resolution, TableSchema? table)
    {
        var job = resolution.Job;
        var columns = table?.Columns.Count ?? Number(Generator(job), "features") ?? 2;
        var units = job.Network.Layers.Count == 0 ? 1 : Math.Max(1, resolution.Estimate.Parameters / Math.Max(1, columns));
        var perEpoch = resolution.Estimate.RecordingBytes / Math.Max(1, job.Training.Epochs + 1);
        return checked(
            BaseMemory
            // Weights, gradients and two moments, in floats.
            + (16 * resolution.Estimate.Parameters)
            + (2 * sizeof(float) * Samples(job, table) * columns)
            + (4 * sizeof(float) * job.Training.BatchSize * Math.Min(units, 1_000_000L))
            // A row that is filled, one that is written, and what is read along.
            + (3 * perEpoch));
    }

    /// <summary>How much longer than reckoned the last runs took: the median; 1 if there are none.</summary>
    public static async Task<double> CorrectionAsync(CatalogueContext rows, CancellationToken cancellationToken)
    {
        var last = await rows.Runs.Where(run => run.State == RunState.Succeeded && run.Metrics != null && run.ReckonedSeconds > 0)
            .OrderByDescending(run => run.EndTime).Take(CalibrationRuns).Select(run => new { run.ReckonedSeconds, run.Metrics }).ToListAsync(cancellationToken);
        var ratios = last.Select(run => EpochMetrics.Parser.ParseFrom(run.Metrics).ElapsedSeconds / run.ReckonedSeconds).Where(ratio => ratio > 0).Order().ToList();
        return ratios.Count == 0 ? 1 : ratios[ratios.Count / 2];
    }

    private static long Samples(Job job, TableSchema? table) => table?.Rows ?? Number(Generator(job), "samples") ?? 0;

    // Generators differ in what they take; those that count samples and features all name them so.
    private static Google.Protobuf.IMessage? Generator(Job job) =>
        job.Data?.Generate is { } generate && V1.Generator.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(generate) is { } kind
            ? kind.Accessor.GetValue(generate) as Google.Protobuf.IMessage
            : null;

    private static long? Number(Google.Protobuf.IMessage? message, string field) =>
        message?.Descriptor.FindFieldByName(field) is { FieldType: FieldType.Int32 or FieldType.Int64, IsRepeated: false } found
            ? Convert.ToInt64(found.Accessor.GetValue(message), System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
