using Google.Protobuf;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Validation;

/// <summary>What is wrong with layers is said on their fields, with both shapes, all at once.</summary>
public class NetworkRulesTests
{
    private const string End = """{ "dense": { "units": 2, "activation": "linear" } }""";

    [Theory]
    [InlineData("""{ "conv2d": { "channels": 4, "kernel_size": [3] } }, { "dense": { "units": 5 } }, END""",
        "network.layers[1]: Layer 'hidden2' (dense) takes a list of values (put a flatten layer before it), but what comes in has the shape [4, 6, 6].")]
    [InlineData("""{ "conv1d": { "channels": 4, "kernel_size": [3] } }, { "flatten": {} }, END""",
        "network.layers[0]: Layer 'hidden1' (conv1d) takes [channels, length], but what comes in has the shape [1, 8, 8].")]
    [InlineData("""{ "flatten": {} }, { "conv2d": { "channels": 4, "kernel_size": [3] } }, { "flatten": {} }, END""",
        "network.layers[1]: Layer 'hidden2' (conv2d) takes [channels, height, width], but what comes in has the shape [64].")]
    [InlineData("""{ "conv2d": { "channels": 4, "kernel_size": [9, 3], "padding": [0, 1] } }, { "flatten": {} }, END""",
        "network.layers[0]: Layer 'hidden1' (conv2d) takes at least [9, 1] places a channel, for its kernel to fit, but what comes in has the shape [1, 8, 8].")]
    [InlineData("""{ "flatten": {} }, { "max_pool": { "kernel_size": [2] } }, END""",
        "network.layers[1]: Layer 'hidden2' (max_pool) takes [channels, length] or [channels, height, width], but what comes in has the shape [64].")]
    [InlineData("""{ "flatten": {} }, { "global_average_pool": {} }, END""",
        "network.layers[1]: Layer 'hidden2' (global_average_pool) takes [channels, ...], several axes, but what comes in has the shape [64].")]
    [InlineData("""{ "embedding": { "vocabulary": 9, "dimensions": 3 } }, { "flatten": {} }, END""",
        "network.layers[0]: Layer 'hidden1' (embedding) takes a list of whole numbers, but what comes in has the shape [1, 8, 8].")]
    [InlineData("""{ "residual": { "layers": [ { "conv2d": { "channels": 4, "kernel_size": [3] } } ] } }, { "flatten": {} }, END""",
        "network.layers[0]: Layer 'hidden1' (residual) adds two tensors of one shape, but its layers give [4, 6, 6] and what comes in has the shape [1, 8, 8].")]
    [InlineData("""{ "residual": { "layers": [ { "flatten": {} } ], "shortcut": [ { "conv2d": { "channels": 4, "kernel_size": [3] } } ] } }, { "flatten": {} }, END""",
        "network.layers[0]: Layer 'hidden1' (residual) adds two tensors of one shape, but its layers give [64] and its shortcut gives [4, 6, 6].")]
    [InlineData("""{ "residual": { "layers": [ { "max_pool": { "kernel_size": [2] } }, { "dense": { "units": 3 } } ] } }, { "flatten": {} }, END""",
        "network.layers[0].residual.layers[1]: Layer 'hidden1_hidden2' (dense) takes a list of values (put a flatten layer before it), but what comes in has the shape [1, 4, 4].")]
    [InlineData("""{ "flatten": {} }, { "embedding": { "vocabulary": 9, "dimensions": 3 } }, { "flatten": {} }, END""",
        "network.layers[1]: Layer 'hidden2' (embedding) takes the data's own whole numbers: it must be the first layer.")]
    [InlineData("""{ "conv2d": { "channels": 100000, "kernel_size": [8], "padding": [7] } }, { "flatten": {} }, END""",
        "network.layers[0]: Layer 'hidden1' (conv2d) gives [100000, 15, 15], more than 16777216 values a sample, which is the limit.")]
    [InlineData("""{ "flatten": {} }, { "dense": { "units": 4 } }, { "dropout": { "rate": 0.5 } }""",
        "network.layers[2]: The last layer must be dense: its units are the outputs.")]
    [InlineData("""{ "conv2d": { "channels": 2, "kernel_size": [3], "activation": "softmax" } }, { "flatten": {} }, END""",
        "network.layers[0].conv2d.activation: softmax is for the output layer only.")]
    [InlineData("""{ "conv2d": { "channels": 2, "kernel_size": [3, 3, 3] } }, { "flatten": {} }, END""",
        "network.layers[0].conv2d.kernel_size: Must be one number, or 2, but there are 3.")]
    [InlineData("""{ "conv2d": { "channels": 2 } }, { "flatten": {} }, END""", "network.layers[0].conv2d.kernel_size: Is missing: give one number, or 2.")]
    [InlineData("""{ "dense": { "units": 2, "bias": false, "bias_initializer": { "zeros": {} } } }, END""", "network.layers[0].dense.bias_initializer: There is no bias.")]
    [InlineData("""{ "layer_norm": { "axes": 4 } }, { "flatten": {} }, END""", "network.layers[0].layer_norm.axes: Must be 1 to 3, but is 4.")]
    public void Resolve_LayerThatDoesNotFit_SaysWhereAndWhy(string layers, string violation) => Assert.Equal([violation], Violations(layers));

    [Fact]
    public void Resolve_ManyFaults_NamesAll()
    {
        var fields = Violations("""
            { "conv2d": { "channels": 0, "kernel_size": [3, 0], "stride": [1001], "padding": [3], "activation": "swish", "weight_initializer": { "normal": { "std": -1 } } } },
            { "max_pool": { "kernel_size": [2], "padding": [2, 1] } },
            { "batch_norm": { "momentum": 0, "epsilon": -1 } },
            { "layer_norm": { "epsilon": 0 } },
            { "dropout": { "rate": 1 } },
            { "embedding": { "vocabulary": 0, "dimensions": 0 } },
            { "residual": { "layers": [], "shortcut": [ { "dense": { "units": 0 } } ] } },
            { "name": "hidden7_shortcut1", "flatten": {} },
            { "residual": { "layers": [ { "name": "A", "flatten": {} } ] } },
            END
            """).Select(violation => violation[..violation.IndexOf(": ", StringComparison.Ordinal)]);

        Assert.Equal(
            [
                "network.layers[0].conv2d.channels", "network.layers[0].conv2d.kernel_size[1]", "network.layers[0].conv2d.stride[0]",
                "network.layers[0].conv2d.stride[1]", "network.layers[0].conv2d.activation",
                "network.layers[0].conv2d.weight_initializer.normal.std", "network.layers[1].max_pool.padding[0]", "network.layers[2].batch_norm.momentum",
                "network.layers[2].batch_norm.epsilon", "network.layers[3].layer_norm.epsilon", "network.layers[4].dropout.rate",
                "network.layers[5].embedding.vocabulary", "network.layers[5].embedding.dimensions", "network.layers[5]",
                "network.layers[6].residual.layers", "network.layers[6].residual.shortcut[0].dense.units", "network.layers[7].name",
                "network.layers[8].residual.layers[0].name",
            ],
            fields);
    }

    [Fact]
    public void Resolve_ConvolutionalNetwork_MakesEveryDefaultExplicit()
    {
        var network = Parse("""
            { "conv2d": { "channels": 4, "kernel_size": [3] } }, { "batch_norm": {} }, { "max_pool": { "kernel_size": [2] } },
            { "residual": { "layers": [ { "dropout": {} }, { "conv2d": { "channels": 4, "kernel_size": [1] } } ] } }, { "flatten": {} }, END
            """);
        network.Activation = "elu";
        NetworkRules.Resolve(network, DataFacts.None, new Violations());

        Assert.Equal(
            Parse("""
                { "name": "hidden1", "conv2d": {
                    "channels": 4, "kernel_size": [3, 3], "stride": [1, 1], "padding": [0, 0], "bias": true, "activation": "elu", "activation_parameters": { "alpha": 1 } } },
                { "name": "hidden2", "batch_norm": { "momentum": 0.1, "epsilon": 1e-5, "activation": "linear" } },
                { "name": "hidden3", "max_pool": { "kernel_size": [2, 2], "stride": [2, 2], "padding": [0, 0] } },
                { "name": "hidden4", "residual": {
                    "layers": [
                      { "name": "hidden1", "dropout": { "rate": 0.5 } },
                      { "name": "hidden2", "conv2d": { "channels": 4, "kernel_size": [1, 1], "stride": [1, 1], "padding": [0, 0], "bias": true, "activation": "linear" } }
                    ],
                    "activation": "elu", "activation_parameters": { "alpha": 1 } } },
                { "name": "hidden5", "flatten": {} },
                { "name": "output", "dense": { "units": 2, "activation": "linear", "bias": true } }
                """).Layers,
            network.Layers);
    }

    [Fact]
    public void Resolve_EmbeddingOfNormalisedData_IsRefused()
    {
        const string job = """
            { "data": { "generate": { "xor": { "samples": 50 } }, "normalization": "standard" },
              "network": { "layers": [ { "embedding": { "vocabulary": 3, "dimensions": 2 } }, { "flatten": {} }, { "dense": { "units": 2 } } ] } }
            """;

        Assert.Equal("data.normalization", Assert.Single(JobResolver.Resolve(JsonParser.Default.Parse<Job>(job), null).Violations).Field);
    }

    [Fact]
    public void Estimate_OfEveryKind_CountsItsParameters()
    {
        var resolution = JobResolver.Resolve(
            JsonParser.Default.Parse<Job>("""
                { "data": { "generate": { "teacher": { "features": 36, "classes": 2, "samples": 50 } } },
                  "network": { "input_shape": [1, 6, 6], "layers": [
                    { "conv2d": { "channels": 4, "kernel_size": [3], "bias": false } }, { "batch_norm": {} },
                    { "residual": { "layers": [ { "conv2d": { "channels": 4, "kernel_size": [1] } } ], "shortcut": [ { "layer_norm": {} } ] } },
                    { "flatten": {} }, { "dense": { "units": 2 } } ] } }
                """),
            null);

        Assert.Empty(resolution.Violations);
        Assert.Equal((4 * 9) + (2 * 4) + (4 * 4) + 4 + (2 * 4 * 16) + (64 * 2) + 2, resolution.Estimate.Parameters);
    }

    private static string[] Violations(string layers)
    {
        var violations = new Violations();
        NetworkRules.Resolve(Parse(layers), DataFacts.None, violations);
        return [.. violations.All.Select(violation => $"{violation.Field}: {violation.Description}")];
    }

    private static Network Parse(string layers) =>
        JsonParser.Default.Parse<Network>($$"""{ "input_shape": [1, 8, 8], "layers": [ {{layers.Replace("END", End, StringComparison.Ordinal)}} ] }""");
}
