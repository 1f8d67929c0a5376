using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Recording;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Benchmarks;

/// <summary>The run that is really trained: [1000,300,50] on 10,000 samples, 256 of them the probe, 100 epochs.</summary>
internal static class TrainedRun
{
    public const int Epochs = 100;

    /// <summary>A fresh network, ready to train.</summary>
    public static TrainingRun Prepare(int threads)
    {
        Job job = new()
        {
            Data = new Data { Generate = new Generator { Teacher = new Teacher { Features = 1000, Classes = 50, Samples = 10_000 } } },
            Network = new Network { Shape = { 1000, 300, 50 } },
            Training = new V1.Training { Epochs = Epochs, BatchSize = 64, Seed = 1 },
        };
        JobResolution resolution = JobResolver.Resolve(job, null);
        return resolution.Violations.Count == 0
            ? TrainingRun.Prepare(resolution.Job, null, threads)
            : throw new InvalidOperationException(resolution.Violations[0].ToString());
    }

    public static Manifest Describe(TrainingRun run) => run.Describe("runs/benchmark", new Timestamp(), "benchmark");

    /// <summary>Trains it with everything recorded at every epoch, and seals the recording.</summary>
    public static async Task<SealedFile> SealAsync(string folder)
    {
        string live = Path.Combine(folder, "live");
        using TrainingRun run = Prepare(Environment.ProcessorCount);
        await using (RecordingWriter writer = RecordingWriter.Create(live, Describe(run), new WriterOptions { BeforeWrite = run.FinishRow(_ => { }) }))
        {
            run.Train(writer, null, CancellationToken.None);
            await writer.CompleteAsync();
        }

        return await Sealer.RecoverAsync(live, Path.Combine(folder, "run.parquet"));
    }
}
