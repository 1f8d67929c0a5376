using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Tests.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Layers;

public class DenseLayerTests
{
    [Fact]
    public void Initialisation_Values_AreUniformWithinOneOverTheRootOfTheInputs()
    {
        var layer = TestNetworks.Build("""{ "layers": [ { "dense": { "units": 50, "activation": "relu" } } ] }""", 1, 100).Layers[0];
        var values = new float[5000];
        layer.Weight!.Value.CopyTo(values);

        Assert.All(values, value => Assert.InRange(value, -0.1f, 0.1f));
        // The variance of a uniform distribution over ±b is b²/3.
        Assert.Equal(0.01 / 3, values.Average(value => value * value), 2e-4);
        Assert.All(layer.Bias!.Value.Row(0).ToArray(), value => Assert.InRange(value, -0.1f, 0.1f));
        Assert.NotEqual(0, layer.Bias!.Value.Row(0)[0]);
    }

    [Fact]
    public void Forward_ByHand_IsWeightTimesInputPlusBias()
    {
        var (network, pass) = Build("linear", units: 2);
        Set(network.Parameters[0], [1, 2, 3], [-1, 0, 0.5f]);
        Set(network.Parameters[1], [10, 20]);

        pass.Forward([1, 1, 1, 0, 2, -2], [0, 1]);

        Assert.Equal([16, 8], pass.Output.Output.Row(0).ToArray());
        Assert.Equal([19.5f, 19], pass.Output.Output.Row(1).ToArray());
    }

    [Fact]
    public void Forward_Softmax_GivesProbabilitiesOfTheLogits()
    {
        var (network, pass) = Build("softmax", units: 2);
        Set(network.Parameters[0], [1, 0, 0], [0, 0, 0]);
        Set(network.Parameters[1], [0, 0]);

        // Logits (ln 3, 0) give 3/4 and 1/4; logits of thousands do not overflow.
        pass.Forward([1.09861228866811f, 0, 0, 5000, 0, 0], [0, 1]);

        Assert.Equal(0.75, pass.Output.Output.Row(0)[0], 6);
        Assert.Equal(0.25, pass.Output.Output.Row(1)[0], 6);
        Assert.Equal([1, 0], [pass.Output.Output.Row(0)[1], pass.Output.Output.Row(1)[1]]);
    }

    [Fact]
    public void CrossEntropy_ByHand_IsMinusTheLogarithmOfTheProbability()
    {
        var (network, pass) = Build("softmax", units: 2);
        Set(network.Parameters[0], [1, 0, 0], [0, 0, 0]);
        Set(network.Parameters[1], [0, 0]);
        pass.Forward([1.09861228866811f, 0, 0, 5000, 0, 0], [0, 1]);
        var set = new SampleSet { Inputs = [], Features = 3, Classes = [1, 1], Rows = [0, 1] };

        // -ln(1/4), and 5000 where the probability itself is 0 in floats.
        Assert.Equal(Math.Log(4) + 5000, LossKinds.Get("cross_entropy").Sum(pass.Output, set, [0, 1]), 1e-3);
    }

    private static (FeedForwardNetwork Network, NetworkPass Pass) Build(string activation, int units)
    {
        var network = TestNetworks.Build($$"""{ "layers": [ { "dense": { "units": {{units}}, "activation": "{{activation}}" } } ] }""", 0, 3);
        // The pool has no thread of its own to end.
        return (network, new NetworkPass(network, capacity: 2, training: true, new WorkerPool(1)));
    }

    private static void Set(Parameter parameter, params float[][] rows)
    {
        for (var i = 0; i < rows.Length; i++) rows[i].CopyTo(parameter.Value.Row(i));
    }
}
