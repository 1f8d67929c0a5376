using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Layers;

/// <summary>Gradients agree with what a small change of each parameter does to the loss.</summary>
public class GradientTests
{
    private const int Samples = 5;

    [Theory]
    [InlineData("tanh", "softmax", "cross_entropy")]
    [InlineData("sigmoid", "softmax", "cross_entropy")]
    [InlineData("relu", "softmax", "cross_entropy")]
    [InlineData("linear", "softmax", "cross_entropy")]
    [InlineData("tanh", "softmax", "mse")]
    [InlineData("tanh", "linear", "mse")]
    [InlineData("relu", "sigmoid", "mse")]
    [InlineData("sigmoid", "tanh", "mse")]
    [InlineData("tanh", "relu", "mse")]
    public void Backward_EachParameter_AgreesWithFiniteDifferences(string hidden, string output, string lossName)
    {
        var description = new Network
        {
            InputShape = { 4 },
            Layers =
            {
                new Layer { Name = "a", Dense = new Dense { Units = 7, Activation = hidden } },
                new Layer { Name = "b", Dense = new Dense { Units = 6, Activation = hidden } },
                new Layer { Name = "c", Dense = new Dense { Units = 3, Activation = output } },
            },
        };
        using var pool = new WorkerPool(1);
        // Of this seed no unit is so near its kink that a step crosses it.
        var network = new FeedForwardNetwork(description, seed: 14);
        var pass = new NetworkPass(network, Samples, training: true, pool);
        var loss = LossKinds.Get(lossName);
        var set = Set();
        int[] samples = [3, 0, 4, 1, 2];

        Loss();
        loss.WriteGradient(pass.Output, set, samples);
        pass.Backward(Samples, loss.GradientIsOfSums);

        // Floats carry the loss to about 10^-7, so this step leaves some 10^-4 in the quotient.
        const float step = 2e-3f;
        foreach (var parameter in network.Parameters)
        {
            for (var i = 0; i < parameter.Value.Rows; i++)
            {
                for (var j = 0; j < parameter.Value.Columns; j++)
                {
                    var value = parameter.Value.Row(i)[j];
                    parameter.Value.Row(i)[j] = value + step;
                    var above = Loss();
                    parameter.Value.Row(i)[j] = value - step;
                    var below = Loss();
                    parameter.Value.Row(i)[j] = value;
                    var expected = (above - below) / (2 * step);
                    var actual = parameter.Gradient.Row(i)[j];
                    Assert.True(Math.Abs(expected - actual) <= 3e-4 + (2e-3 * Math.Abs(expected)), $"{parameter.Path}[{i},{j}]: {actual}, by differences {expected}");
                }
            }
        }

        double Loss()
        {
            pass.Forward(set.Inputs, samples);
            return loss.Sum(pass.Output, set, samples) / Samples;
        }
    }

    private static SampleSet Set()
    {
        var random = new RandomStream(12, Purpose.Samples, 0);
        return new SampleSet
        {
            Inputs = [.. Enumerable.Range(0, Samples * 4).Select(_ => (float)random.NextGaussian())],
            Features = 4,
            Classes = [0, 1, 2, 1, 0],
            Rows = [0, 1, 2, 3, 4],
        };
    }
}
