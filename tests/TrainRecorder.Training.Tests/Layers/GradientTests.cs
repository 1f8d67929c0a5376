using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Tests.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Layers;

/// <summary>Gradients agree with what a small change of each parameter does to the loss. A first layer's gradient comes through all later ones.</summary>
public class GradientTests
{
    private const string Output = """{ "name": "output", "dense": { "units": 3, "activation": "softmax" } }""";

    [Theory]
    [InlineData("tanh", "softmax", "cross_entropy")]
    [InlineData("sigmoid", "softmax", "cross_entropy")]
    [InlineData("relu", "softmax", "cross_entropy")]
    [InlineData("linear", "softmax", "cross_entropy")]
    [InlineData("leaky_relu", "softmax", "cross_entropy")]
    [InlineData("elu", "softmax", "cross_entropy")]
    [InlineData("gelu", "softmax", "cross_entropy")]
    [InlineData("silu", "softmax", "cross_entropy")]
    [InlineData("softplus", "softmax", "cross_entropy")]
    [InlineData("hard_sigmoid", "softmax", "cross_entropy")]
    [InlineData("hard_tanh", "softmax", "cross_entropy")]
    [InlineData("softsign", "softmax", "cross_entropy")]
    [InlineData("tanh", "softmax", "mse")]
    [InlineData("tanh", "linear", "mse")]
    [InlineData("relu", "sigmoid", "mse")]
    [InlineData("sigmoid", "tanh", "mse")]
    [InlineData("tanh", "relu", "mse")]
    [InlineData("tanh", "gelu", "mse")]
    public void Backward_Activation_AgreesWithFiniteDifferences(string hidden, string output, string loss) => Check(
        $$"""
        { "layers": [
          { "dense": { "units": 7, "activation": "{{hidden}}" } }, { "dense": { "units": 6, "activation": "{{hidden}}" } },
          { "dense": { "units": 3, "activation": "{{output}}" } }
        ] }
        """, loss, 4);

    [Theory]
    [InlineData("leaky_relu", """{ "negative_slope": -0.3 }""")]
    [InlineData("elu", """{ "alpha": 1.7 }""")]
    [InlineData("gelu", """{ "approximate": "tanh" }""")]
    [InlineData("softplus", """{ "beta": 2.5, "threshold": 3 }""")]
    [InlineData("hard_tanh", """{ "min_val": -0.4, "max_val": 0.9 }""")]
    public void Backward_ActivationParameters_AgreesWithFiniteDifferences(string activation, string parameters) => Check(
        $$"""
        { "activation": "{{activation}}", "activation_parameters": {{parameters}}, "layers": [ { "dense": { "units": 7 } }, { "dense": { "units": 6 } }, {{Output}} ] }
        """, "cross_entropy", 4);

    [Theory]
    [InlineData("""{ "conv2d": { "channels": 5, "kernel_size": [3] } }""")]
    [InlineData("""{ "conv2d": { "channels": 2, "kernel_size": [3, 2], "stride": [2, 1], "padding": [1, 0] } }""")]
    [InlineData("""{ "conv2d": { "channels": 7, "kernel_size": [5], "padding": [2], "bias": false } }""")]
    [InlineData("""{ "conv2d": { "channels": 3, "kernel_size": [2], "stride": [3] } }""")]
    [InlineData("""{ "conv2d": { "channels": 6, "kernel_size": [1] } }""")]
    [InlineData("""{ "conv2d": { "channels": 1, "kernel_size": [4, 6], "padding": [3, 5], "stride": [3, 5] } }""")]
    [InlineData("""{ "max_pool": { "kernel_size": [2] } }""")]
    [InlineData("""{ "max_pool": { "kernel_size": [3], "stride": [1], "padding": [1] } }""")]
    [InlineData("""{ "average_pool": { "kernel_size": [2, 3], "stride": [1, 2], "padding": [1, 1] } }""")]
    [InlineData("""{ "global_average_pool": {} }""")]
    [InlineData("""{ "global_max_pool": {} }""")]
    [InlineData("""{ "batch_norm": {} }""")]
    [InlineData("""{ "batch_norm": { "activation": "gelu" } }""")]
    [InlineData("""{ "layer_norm": {} }""")]
    [InlineData("""{ "layer_norm": { "axes": 2, "activation": "silu" } }""")]
    [InlineData("""{ "layer_norm": { "axes": 1, "activation": "tanh" } }""")]
    [InlineData("""{ "dropout": { "rate": 0.4 } }""")]
    [InlineData("""{ "residual": { "layers": [ { "conv2d": { "channels": 4, "kernel_size": [3], "padding": [1] } }, { "batch_norm": {} } ] } }""")]
    [InlineData("""
        { "residual": {
            "layers": [ { "conv2d": { "channels": 3, "kernel_size": [3], "stride": [2], "padding": [1] } }, { "dropout": { "rate": 0.2 } } ],
            "shortcut": [ { "conv2d": { "channels": 3, "kernel_size": [1], "stride": [2] } }, { "batch_norm": {} } ]
        } }
        """)]
    [InlineData("""{ "residual": { "layers": [ { "dropout": { "rate": 0.3 } }, { "residual": { "layers": [ { "layer_norm": {} } ] } } ] } }""")]
    public void Backward_LayerAfterAConvolution_AgreesWithFiniteDifferences(string layer) => Check(
        $$"""{ "activation": "tanh", "layers": [ { "conv2d": { "channels": 4, "kernel_size": [3], "padding": [1] } }, {{layer}}, { "flatten": {} }, {{Output}} ] }""",
        "cross_entropy", 2, 5, 6);

    [Theory]
    [InlineData("""{ "conv1d": { "channels": 3, "kernel_size": [4], "stride": [2], "padding": [1] } }, { "max_pool": { "kernel_size": [2] } }, { "flatten": {} }""")]
    [InlineData("""{ "conv1d": { "channels": 3, "kernel_size": [11], "padding": [10] } }, { "average_pool": { "kernel_size": [3] } }, { "flatten": {} }""")]
    [InlineData("""{ "batch_norm": {} }, { "conv1d": { "channels": 3, "kernel_size": [3] } }, { "global_average_pool": {} }""")]
    [InlineData("""{ "dropout": { "rate": 0.5 } }, { "max_pool": { "kernel_size": [2] } }, { "flatten": {} }, { "dense": { "units": 5 } }, { "batch_norm": {} }""")]
    [InlineData("""{ "residual": { "layers": [ { "dropout": { "rate": 0.5 } } ], "shortcut": [ { "layer_norm": { "axes": 1 } } ] } }, { "flatten": {} }""")]
    public void Backward_ListOfChannels_AgreesWithFiniteDifferences(string layers) =>
        Check($$"""{ "activation": "softsign", "layers": [ {{layers}}, {{Output}} ] }""", "cross_entropy", 2, 12);

    [Theory]
    [InlineData("""{ "embedding": { "vocabulary": 4, "dimensions": 3 } }, { "layer_norm": { "axes": 1 } }, { "flatten": {} }""")]
    [InlineData("""{ "embedding": { "vocabulary": 4, "dimensions": 3, "channels_first": true } }, { "conv1d": { "channels": 2, "kernel_size": [2] } }, { "flatten": {} }""")]
    public void Backward_Embedding_AgreesWithFiniteDifferences(string layers) =>
        Check($$"""{ "activation": "tanh", "layers": [ {{layers}}, {{Output}} ] }""", "cross_entropy", 5);

    private static void Check(string json, string lossName, params int[] inputShape)
    {
        // Fewer samples than a vector has lanes, and more.
        Check(json, lossName, 5, inputShape);
        Check(json, lossName, 19, inputShape);
    }

    private static void Check(string json, string lossName, int count, int[] inputShape)
    {
        using var pool = new WorkerPool(1);
        var network = TestNetworks.Build(json, 14, inputShape);
        var pass = new NetworkPass(network, count, training: true, pool);
        var loss = LossKinds.Get(lossName);
        var set = Set(count, network.Inputs, whole: json.Contains("embedding", StringComparison.Ordinal));
        int[] samples = [.. Enumerable.Range(0, count).Reverse()];

        Loss();
        loss.WriteGradient(pass.Output, set, samples);
        pass.Backward(count, loss.GradientIsOfSums);

        // Floats carry the loss to about 10^-7, so the larger step leaves some 10^-4 in the quotient.
        const float step = 2e-3f, small = 5e-4f;
        var wrong = new List<string>();
        var (checkedValues, kinks) = (0, 0);
        foreach (var parameter in network.Parameters)
        {
            for (var i = 0; i < parameter.Value.Rows; i++)
            {
                for (var j = 0; j < parameter.Value.Columns; j++)
                {
                    var actual = parameter.Gradient.Row(i)[j];
                    checkedValues++;
                    var expected = (At(step) - At(-step)) / (2 * step);
                    if (Math.Abs(expected - actual) <= 3e-4 + (2e-3 * Math.Abs(expected))) continue;
                    // Where a step crosses a kink, or another value becomes the largest, one side agrees.
                    kinks++;
                    var here = At(0);
                    double[] sides = [(At(small) - here) / small, (here - At(-small)) / small];
                    if (!sides.Any(side => Math.Abs(side - actual) <= 1e-3 + (1e-2 * Math.Abs(side))))
                        wrong.Add($"{parameter.Path}[{i},{j}]: {actual}, by differences {expected}, from each side {sides[0]} and {sides[1]}");

                    double At(float change)
                    {
                        ref var value = ref parameter.Value.Row(i)[j];
                        var before = value;
                        value += change;
                        var at = Loss();
                        value = before;
                        return at;
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, $"{count} samples, {wrong.Count} of {checkedValues}:\n{string.Join('\n', wrong.Take(10))}");
        Assert.True(kinks <= 1 + (checkedValues / 8), $"{kinks} of {checkedValues} values agree from one side only");
        Assert.Contains(network.Parameters[0].Gradient.All.ToArray(), value => Math.Abs(value) > 1e-4f);

        double Loss()
        {
            pass.Forward(set.Inputs, samples);
            return loss.Sum(pass.Output, set, samples) / count;
        }
    }

    private static SampleSet Set(int count, int features, bool whole)
    {
        var random = new RandomStream(12, Purpose.Samples, 0);
        return new SampleSet
        {
            Inputs = [.. Enumerable.Range(0, count * features).Select(_ => whole ? random.NextBelow(4) : (float)random.NextGaussian())],
            Features = features,
            Classes = [.. Enumerable.Range(0, count).Select(i => (i * 7) % 3)],
            Rows = [.. Enumerable.Range(0, count)],
        };
    }
}
