using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Recording;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Benchmarks;

/// <summary>What recording everything at every epoch adds to the wall time of training [1000,300,50]: with and without, taking turns. <c>dotnet run -c Release -- recording-cost</c>.</summary>
internal static class RecordingCost
{
    private const int Epochs = 30;
    private const int Rounds = 9;

    public static async Task RunAsync()
    {
        using Scratch scratch = new();
        await CompareAsync(scratch, threads: 1, most: 0.03);
        await CompareAsync(scratch, threads: 2, most: 0.08);
    }

    private static async Task CompareAsync(Scratch scratch, int threads, double most)
    {
        List<double> with = [], without = [];
        for (int i = 0; i <= Rounds; i++)
        {
            double recorded = await TrainAsync(scratch.Fresh("with"), every: 1, threads), plain = await TrainAsync(scratch.Fresh("without"), every: 1_000_000, threads);
            // The first round is for the compiler.
            if (i > 0)
            {
                with.Add(recorded);
                without.Add(plain);
            }
        }

        // Without, the first and the last epoch are recorded too: epoch 0 is one of 31.
        double cost = (Median(with) / Median(without) - 1) * (Epochs + 1) / (Epochs - 1);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(cost <= most ? "kept  " : "BROKEN")}  recording [1000,300,50] at every epoch, {threads} thread{(threads == 1 ? "" : "s")}: {cost:P1} (at most {most:P0}); {Median(with):F2} s against {Median(without):F2} s for {Epochs} epochs"));
    }

    private static async Task<double> TrainAsync(string folder, int every, int threads)
    {
        Job job = JsonParser.Default.Parse<Job>(
            """
            {
              "data": { "generate": { "teacher": { "features": 1000, "classes": 50, "samples": 12500 } } },
              "network": { "shape": [1000, 300, 50] },
              "training": { "optimizer": { "adam": {} }, "batch_size": 64 }
            }
            """);
        job.Training.Epochs = Epochs;
        job.Recording = new RecordingOptions { Schedule = new Schedule { Every = every } };
        using TrainingRun run = TrainingRun.Prepare(JobResolver.Resolve(job, null).Job, null, threads);
        Manifest manifest = run.Describe("runs/cost", new Timestamp(), "benchmark");
        await using RecordingWriter writer = RecordingWriter.Create(Path.Combine(folder, "live"), manifest, new WriterOptions { BeforeWrite = run.FinishRow(_ => { }) });
        long begin = Stopwatch.GetTimestamp();
        run.Train(writer, null, CancellationToken.None);
        await writer.CompleteAsync();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
