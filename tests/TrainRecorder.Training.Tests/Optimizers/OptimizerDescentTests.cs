using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Tests.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Optimizers;

/// <summary>What a small step of every optimiser does to the loss is what the gradient says of it: g · Δw, and less.</summary>
public class OptimizerDescentTests
{
    private const int Samples = 40;

    [Theory]
    [InlineData("""{ "sgd": { "learning_rate": 0.01 } }""")]
    [InlineData("""{ "sgd": { "learning_rate": 0.01, "momentum": 0.9, "nesterov": true } }""")]
    [InlineData("""{ "adam": { "learning_rate": 0.0005 } }""")]
    [InlineData("""{ "adamw": { "learning_rate": 0.0005, "weight_decay": 0 } }""")]
    [InlineData("""{ "rmsprop": { "learning_rate": 0.0005 } }""")]
    [InlineData("""{ "rmsprop": { "learning_rate": 0.0005, "momentum": 0.5, "centered": true } }""")]
    public void Step_Small_LowersTheLossByWhatTheGradientSays(string optimizer)
    {
        using var pool = new WorkerPool(1);
        var network = TestNetworks.Build("""{ "activation": "tanh", "layers": [ { "dense": { "units": 8 } }, { "dense": { "units": 3, "activation": "softmax" } } ] }""", 3, 4);
        var random = new RandomStream(7, Purpose.Samples, 0);
        var set = new SampleSet
        {
            Inputs = [.. Enumerable.Range(0, Samples * 4).Select(_ => (float)random.NextGaussian())],
            Features = 4,
            Classes = [.. Enumerable.Range(0, Samples).Select(i => i % 3)],
            Rows = new long[Samples],
        };
        int[] samples = [.. Enumerable.Range(0, Samples)];
        var pass = new NetworkPass(network, Samples, training: true, pool);
        var loss = LossKinds.Get("cross_entropy");
        var steps = OptimizerKinds.Create(TorchFigures.Training($$"""{ "optimizer": {{optimizer}} }"""));
        steps.Attach(network.Parameters);

        for (var step = 1; step <= 5; step++)
        {
            var before = Loss();
            loss.WriteGradient(pass.Output, set, samples);
            pass.Backward(Samples, loss.GradientIsOfSums);
            float[] values = Values(), gradient = [.. network.Parameters.SelectMany(parameter => parameter.Gradient.All.ToArray())];
            steps.Step(step, pool);
            var expected = Values().Zip(values, gradient).Sum(at => ((double)at.First - at.Second) * at.Third);

            Assert.True(expected < 0);
            Assert.Equal(expected, Loss() - before, 0.05 * Math.Abs(expected));
        }

        float[] Values() => [.. network.Parameters.SelectMany(parameter => parameter.Value.All.ToArray())];

        double Loss()
        {
            pass.Forward(set.Inputs, samples);
            return loss.Sum(pass.Output, set, samples) / Samples;
        }
    }
}
