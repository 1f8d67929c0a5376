using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Tests.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Losses;

/// <summary>The gradient of every loss agrees with what a small change of each output does to it.</summary>
public class LossGradientTests
{
    private const int Samples = 13;
    private const float Step = 1e-2f;

    public static TheoryData<string, string, int> Losses => new()
    {
        { """{ "loss": "cross_entropy" }""", "softmax", 4 },
        { """{ "loss": "cross_entropy", "label_smoothing": 0.2, "class_weights": { "values": [1, 3, 0.5, 2] } }""", "softmax", 4 },
        { """{ "loss": "bce" }""", "sigmoid", 1 },
        { """{ "loss": "bce", "label_smoothing": 0.2, "class_weights": { "balanced": true } }""", "sigmoid", 1 },
        { """{ "loss": "mse" }""", "linear", 1 },
        { """{ "loss": "mse" }""", "softmax", 4 },
        { """{ "loss": "mae" }""", "linear", 1 },
        { """{ "loss": "huber" }""", "linear", 1 },
        { """{ "loss": "huber", "huber_delta": 0.4 }""", "tanh", 1 },
    };

    [Fact]
    public void Losses_OfTheTests_AreAll() =>
        Assert.All(LossKinds.Names, name => Assert.Contains(Losses, row => row.Data.Item1.Contains($"\"{name}\"", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Losses))]
    public void WriteGradient_EachOutput_AgreesWithFiniteDifferences(string training, string activation, int outputs)
    {
        var classes = activation is "softmax" or "sigmoid";
        var set = Set(outputs, classes);
        using var pool = new WorkerPool(1);
        var network = TestNetworks.Identity(activation, outputs);
        var pass = new NetworkPass(network, Samples, training: true, pool);
        var loss = LossKinds.Create(TorchFigures.Training(training), set, classes ? Math.Max(2, outputs) : 0);
        int[] samples = [.. Enumerable.Range(0, Samples)];

        Loss();
        loss.WriteGradient(pass.Output, set, samples);
        pass.Backward(Samples, loss.GradientIsOfSums);
        // The layer hands on what it is given: the gradient of its bias is that of its sums, summed over the samples.
        var actual = network.Parameters[1].Gradient.Row(0).ToArray();

        for (var i = 0; i < outputs; i++)
        {
            var expected = (At(i, Step) - At(i, -Step)) / (2 * Step);
            Assert.Equal(expected, actual[i], 1e-5 + (2e-3 * Math.Abs(expected)));
        }
        Assert.Contains(actual, value => Math.Abs(value) > 1e-3);

        double At(int output, float change)
        {
            network.Parameters[1].Value.Row(0)[output] += change;
            var at = Loss();
            network.Parameters[1].Value.Row(0)[output] -= change;
            return at;
        }

        double Loss()
        {
            pass.Forward(set.Inputs, samples);
            return loss.Sum(pass.Output, set, samples) / loss.Weight(set, samples);
        }
    }

    /// <summary>Values that lie apart from the kinks of the absolute losses.</summary>
    private static SampleSet Set(int features, bool classes)
    {
        var random = new RandomStream(5, Purpose.Samples, 0);
        float[] inputs = [.. Enumerable.Range(0, Samples * features).Select(_ => (float)random.NextGaussian())];
        return new SampleSet
        {
            Inputs = inputs,
            Features = features,
            Classes = classes ? [.. Enumerable.Range(0, Samples).Select(i => i * 7 % Math.Max(2, features))] : null,
            Values = classes ? null : [.. Enumerable.Range(0, Samples).Select(i => inputs[i * features] + ((i % 3 == 0 ? -1 : 1) * (0.1f + (0.3f * i))))],
            Rows = [.. Enumerable.Range(0, Samples)],
        };
    }
}
