using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Schedules;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Epochs;

public class EpochTrainerTests
{
    [Theory]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 400 } } }, "network": { "shape": [2, 8, 8, 1], "activation": "tanh" } }""", 1)]
    [InlineData("""{ "data": { "generate": { "teacher": { "features": 200, "classes": 9, "samples": 800 } } }, "network": { "shape": [200, 150, 9] }, "training": { "batch_size": 64 } }""", 2)]
    [InlineData("""
        {
          "data": { "generate": { "teacher": { "features": 20, "classes": 3, "samples": 800 } } }, "network": { "shape": [20, 15, 3] },
          "training": {
            "optimizer": { "rmsprop": { "momentum": 0.5, "centered": true } }, "batch_size": 8, "schedule": { "one_cycle": {} }, "warmup": { "steps": 100 },
            "clipping": { "norm": 0.5 }, "label_smoothing": 0.1, "class_weights": { "balanced": true }
          }
        }
        """, 2)]
    [InlineData("""
        {
          "data": { "generate": { "xor": { "samples": 400 } }, "task": "classification" }, "network": { "shape": [2, 8, 1] },
          "training": { "optimizer": { "adamw": {} }, "batch_size": 10, "schedule": { "cosine": {} }, "clipping": { "value": 0.1 } }
        }
        """, 1)]
    public void Train_Steps_AllocateNothing(string json, int threads)
    {
        var job = TestRuns.Resolve(json);
        using var pool = new WorkerPool(threads);
        var (trainer, outcome, set) = Build(job, pool);
        trainer.Train(1, outcome, null, CancellationToken.None);
        // The least of three epochs: now and then the runtime itself makes something on a thread, once.
        var perEpoch = long.MaxValue;
        for (var epoch = 2; epoch < 5; epoch++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Train(epoch, outcome, null, CancellationToken.None);
            perEpoch = Math.Min(perEpoch, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // The random stream of the epoch and the sum over parameters, however many steps there are.
        Assert.InRange(perEpoch, 0, 600);
        Assert.True(trainer.Step >= 4 * (set.Count / job.Training.BatchSize));
    }

    [Fact]
    public void Train_LossOfAnEpoch_IsTheMeanOverItsSamples()
    {
        // With a learning rate of nearly nothing the network stays what it is: the epoch's loss is that of an evaluation.
        var job = TestRuns.Resolve("""
            {
              "data": { "generate": { "xor": { "samples": 53 } } }, "network": { "shape": [2, 4, 2] },
              "training": { "optimizer": { "sgd": { "learning_rate": 1e-30 } }, "batch_size": 10 }
            }
            """);
        using var pool = new WorkerPool(1);
        var network = new FeedForwardNetwork(job.Network, 0);
        var (trainer, outcome, set) = Build(job, pool, network);
        var evaluated = new EpochOutcome(set.Count, classification: true);
        new Evaluator(network, LossKinds.Get(job.Training.Loss), pool).Evaluate(set, evaluated);

        trainer.Train(1, outcome, null, CancellationToken.None);

        Assert.Equal(evaluated.Loss, outcome.Loss, 12);
        Assert.Equal(evaluated.Classes, outcome.Classes);
    }

    [Fact]
    public void Train_Stopped_ReturnsAfterTheStep()
    {
        var job = TestRuns.Resolve("""{ "data": { "generate": { "xor": { "samples": 400 } } }, "network": { "shape": [2, 2] } }""");
        using var pool = new WorkerPool(1);
        var (trainer, outcome, _) = Build(job, pool);

        Assert.False(trainer.Train(1, outcome, null, new CancellationToken(canceled: true)));
        Assert.Equal(0, trainer.Step);
    }

    [Fact]
    public void Train_WithoutShuffle_TakesTheOrderOfTheSet()
    {
        const string json = """{ "data": { "generate": { "xor": { "samples": 60 } } }, "network": { "shape": [2, 3, 2] }, "training": { "batch_size": 7, "shuffle": SHUFFLE } }""";
        var shuffled = TestRuns.Resolve(json.Replace("SHUFFLE", "true", StringComparison.Ordinal));
        var inOrder = TestRuns.Resolve(json.Replace("SHUFFLE", "false", StringComparison.Ordinal));
        using var pool = new WorkerPool(1);
        var set = DataPreparation.Prepare(shuffled, null, pool).Training;
        var order = Enumerable.Range(0, set.Count).ToArray();
        new RandomStream(shuffled.Training.Seed, Purpose.Shuffle, 1).Shuffle(order);
        var reordered = new SampleSet
        {
            Inputs = [.. order.SelectMany(i => set.Inputs.AsSpan(i * set.Features, set.Features).ToArray())],
            Features = set.Features,
            Classes = [.. order.Select(i => set.Classes![i])],
            Rows = [.. order.Select(i => set.Rows[i])],
        };

        var left = Train(shuffled, set, pool);
        var right = Train(inOrder, reordered, pool);

        Assert.Equal(left, right);
        Assert.NotEqual(left, Train(inOrder, set, pool));
    }

    private static float[] Train(Job job, SampleSet set, WorkerPool pool)
    {
        var network = new FeedForwardNetwork(job.Network, job.Training.Seed);
        var (trainer, outcome, _) = Build(job, pool, network, set);
        trainer.Train(1, outcome, null, CancellationToken.None);
        return [.. network.Parameters.SelectMany(parameter => parameter.Value.All.ToArray())];
    }

    private static (EpochTrainer Trainer, EpochOutcome Outcome, SampleSet Set) Build(Job job, WorkerPool pool, FeedForwardNetwork? network = null, SampleSet? set = null)
    {
        set ??= DataPreparation.Prepare(job, null, pool).Training;
        network ??= new FeedForwardNetwork(job.Network, job.Training.Seed);
        var optimizer = OptimizerKinds.Create(job.Training);
        optimizer.Attach(network.Parameters);
        var rate = new LearningRate(optimizer, RateSchedules.Create(job.Training.Schedule, optimizer.LearningRate, totalSteps: 1_000), job.Training.Warmup);
        var loss = LossKinds.Create(job.Training, set, set.Classes?.Max() + 1 ?? 0);
        var trainer = new EpochTrainer(network, loss, optimizer, rate, job.Training, set, keepGradients: true, pool);
        return (trainer, new EpochOutcome(set.Count, set.Classes is not null), set);
    }
}
