using System.Text.Json;
using Google.Protobuf;
using TrainRecorder.Training;
using TrainRecorder.Training.Epochs;
using TrainRecorder.V1;

namespace TrainRecorder.Benchmarks.AgainstPytorch;

/// <summary>Our side of a case: what a run trains, without evaluation and recording, as on the other side.</summary>
internal sealed class OurTraining : IDisposable
{
    private static readonly int[] s_pixels = [1, 28, 28];
    private readonly TrainingRun _run;
    private readonly EpochTrainer _trainer;
    private readonly EpochOutcome _outcome;
    private int _epoch;

    public OurTraining(TrainingCase entry, int threads)
    {
        JobResolution resolution = JobResolver.Resolve(JsonParser.Default.Parse<Job>(JobOf(entry)), null);
        if (resolution.Violations.Count > 0)
            throw new InvalidOperationException(resolution.Violations[0].ToString());
        _run = TrainingRun.Prepare(resolution.Job, null, threads);
        (_trainer, _outcome) = _run.Measured;
    }

    /// <summary>Bytes that the last epoch allocated on its thread.</summary>
    public long Allocated { get; private set; }

    /// <summary>Trains an epoch.</summary>
    public void Go()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        _trainer.Train(++_epoch, _outcome, null, CancellationToken.None);
        Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public void Dispose() => _run.Dispose();

    private static string JobOf(TrainingCase entry)
    {
        int features = entry.Lenet ? 28 * 28 : entry.Shape[0];
        // A fifth is held back.
        int samples = entry.Samples * 5 / 4;
        object generator = entry.Classes
            ? new { teacher = new { features, classes = entry.Shape[^1], samples } }
            : new { regression = new { features, samples } };
        object[] convolutions = entry.Lenet
            ? [
                new { conv2d = new { channels = 6, kernel_size = new[] { 5 }, padding = new[] { 2 } } },
                new { max_pool = new { kernel_size = new[] { 2 } } },
                new { conv2d = new { channels = 16, kernel_size = new[] { 5 } } },
                new { max_pool = new { kernel_size = new[] { 2 } } },
                new { flatten = new { } },
            ]
            : [];
        return JsonSerializer.Serialize(new
        {
            data = new { generate = generator },
            network = new
            {
                input_shape = entry.Lenet ? s_pixels : [features],
                activation = entry.Activation,
                layers = convolutions.Concat(entry.Shape.Skip(1).Select(units => (object)new { dense = new { units } })),
            },
            training = new { optimizer = new { adam = new { } }, batch_size = entry.Batch },
        });
    }
}
