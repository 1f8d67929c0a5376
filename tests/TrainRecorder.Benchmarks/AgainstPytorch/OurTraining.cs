using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Benchmarks.AgainstPytorch;

/// <summary>Our side of a case.</summary>
internal sealed class OurTraining : IDisposable
{
    private readonly WorkerPool _pool;
    private readonly EpochTrainer _trainer;
    private readonly EpochOutcome _outcome;
    private int _epoch;

    public OurTraining(TrainingCase entry, int threads)
    {
        _pool = new WorkerPool(threads);
        SampleSet set = Data(entry);
        FeedForwardNetwork network = new(Network(entry), set.Features, seed: 0);
        GradientOptimizer optimizer = OptimizerKinds.Create(new Optimizer { Adam = new Adam { LearningRate = 0.001, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8 } });
        optimizer.Attach(network.Parameters);
        Loss loss = LossKinds.Get(entry.Classes ? LossKinds.CrossEntropy : LossKinds.MeanSquaredError);
        _trainer = new EpochTrainer(network, loss, optimizer, set, entry.Batch, seed: 0, _pool);
        _outcome = new EpochOutcome(set.Count, entry.Classes);
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

    public void Dispose() => _pool.Dispose();

    private static SampleSet Data(TrainingCase entry)
    {
        Random random = new(1);
        int features = entry.Lenet ? 28 * 28 : entry.Shape[0];
        float[] inputs = new float[entry.Samples * features];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2);
        return new SampleSet
        {
            Inputs = inputs,
            Features = features,
            Classes = entry.Classes ? [.. Enumerable.Range(0, entry.Samples).Select(_ => random.Next(entry.Shape[^1]))] : null,
            Values = entry.Classes ? null : [.. Enumerable.Range(0, entry.Samples).Select(_ => (float)random.NextDouble())],
            Rows = [.. Enumerable.Range(0, entry.Samples).Select(row => (long)row)],
        };
    }

    private static Network Network(TrainingCase entry)
    {
        Network network = new();
        for (int i = 1; i < entry.Shape.Length; i++)
        {
            bool isLast = i == entry.Shape.Length - 1;
            string activation = !isLast ? entry.Activation : entry.Classes ? "softmax" : "linear";
            network.Layers.Add(new Layer { Name = isLast ? "output" : $"hidden{i}", Dense = new Dense { Units = entry.Shape[i], Activation = activation } });
        }
        return network;
    }
}
