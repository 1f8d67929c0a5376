using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Tests.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Layers;

public class DropoutTests
{
    private const int Samples = 200;

    private const string Network = """{ "layers": [ { "dropout": { "rate": 0.3 } }, { "dense": { "units": 1, "activation": "linear" } } ] }""";

    private static readonly float[] Inputs = [.. Enumerable.Repeat(1f, Samples * 50)];
    private static readonly int[] Order = [.. Enumerable.Range(0, Samples)];

    [Fact]
    public void Forward_InTraining_DropsTheShareAndKeepsTheMean()
    {
        var output = Forward(training: true, new BatchPlace(1, 0), seed: 4);

        // 10,000 values: a deviation of 0.0046 of the share that is dropped.
        Assert.InRange(output.Count(value => value == 0) / 10_000.0, 0.28, 0.32);
        Assert.All(output, value => Assert.True(value == 0 || value == (float)(1 / 0.7)));
    }

    [Fact]
    public void Forward_InEvaluation_ChangesNothing() => Assert.All(Forward(training: false, new BatchPlace(1, 0), seed: 4), value => Assert.Equal(1, value));

    [Fact]
    public void Forward_TheSameBatch_DropsTheSame()
    {
        var once = Forward(training: true, new BatchPlace(3, 2), seed: 4);

        Assert.Equal(once, Forward(training: true, new BatchPlace(3, 2), seed: 4));
        Assert.NotEqual(once, Forward(training: true, new BatchPlace(3, 3), seed: 4));
        Assert.NotEqual(once, Forward(training: true, new BatchPlace(2, 2), seed: 4));
        Assert.NotEqual(once, Forward(training: true, new BatchPlace(3, 2), seed: 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.999)]
    public void Write_AtTheEndsOfTheRange_DropsThatShare(double rate)
    {
        var mask = new float[4000];
        new DropoutMask(1, 1, 1, 1, rate).Write(7, mask);

        Assert.InRange(mask.Count(value => value == 0) / 4000.0, rate - 0.002, rate + 0.001);
    }

    private static float[] Forward(bool training, BatchPlace place, long seed)
    {
        var network = TestNetworks.Build(Network, seed, 50);
        using var pool = new WorkerPool(1);
        var pass = new NetworkPass(network, Samples, training, pool);
        pass.Forward(Inputs, Order, place);
        var output = pass.Layers[0].Output;
        return [.. Enumerable.Range(0, output.Rows).SelectMany(row => output.Row(row).ToArray())];
    }
}
