using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Tests.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Layers;

/// <summary>What layers give, against figures of PyTorch 1.13 in doubles for two samples. Values of all tensors follow one pattern.</summary>
public class LayerValueTests
{
    /// <summary>A layer, the shape that comes in, and what comes out of PyTorch's, sample by sample.</summary>
    public static TheoryData<string, int[], float[]> Figures => new()
    {
        // nn.Conv2d(2, 2, (3, 2), stride=(2, 1), padding=(1, 0))
        {
            """{ "conv2d": { "channels": 2, "kernel_size": [3, 2], "stride": [2, 1], "padding": [1, 0] } }""", [2, 4, 3],
            [-0.9375f, 0.15625f, -0.09375f, -1.6875f, -0.71875f, 1.03125f, 2.25f, -0.6875f, -1.09375f, -1.21875f, 0.65625f, -1.34375f, 1.875f, -0.4375f, -0.40625f, 0.71875f]
        },
        // nn.Conv1d(2, 2, 3, stride=2, padding=2, bias=False)
        {
            """{ "conv1d": { "channels": 2, "kernel_size": [3], "stride": [2], "padding": [2], "bias": false } }""", [2, 5],
            [-0.1875f, 1.21875f, -0.625f, -0.15625f, -0.1875f, -1.09375f, 0.8125f, 0.125f, -0.6875f, -0.6875f, -0.09375f, -0.15625f, -1.25f, 0.71875f, 0.59375f, -0.3125f]
        },
        // nn.MaxPool2d(3, 2, 1)
        { """{ "max_pool": { "kernel_size": [3], "stride": [2], "padding": [1] } }""", [1, 5, 4], [1.5f, 1.5f, 1.5f, 1.5f, 0.5f, 1.5f, 0.75f, 1.25f, 1f, 1.5f, 1.25f, 0.75f] },
        // nn.AvgPool2d((2, 3), (2, 1), (1, 1))
        {
            """{ "average_pool": { "kernel_size": [2, 3], "stride": [2, 1], "padding": [1] } }""", [1, 3, 4],
            [-0.2916667f, -0.125f, -0.04166667f, 0f, 0.08333333f, 0.2083333f, 0.375f, 0.125f, -0.1666667f, -0.2083333f, -0.125f, 0.125f, -0.2083333f, 0.04166667f, 0.2083333f, 0.375f]
        },
        // nn.BatchNorm2d(2), in evaluation mode
        { """{ "batch_norm": {} }""", [2, 1, 3], [0.3124953f, -0.4687508f, -1.249997f, 1.249991e-06f, 0.3124997f, 0.6249981f, -0.3125016f, -1.093748f, 0.1562461f, 0.25f, 0.5624984f, 0.06250094f] },
        // nn.LayerNorm([2, 3])
        { """{ "layer_norm": {} }""", [2, 3], [0.267179f, 0.1905214f, -0.4879144f, 0.030214f, 0.1547393f, -0.9103074f, -0.3228969f, 0.4916825f, 0.08835549f, 0.6854206f, 0.318346f, -0.084981f] },
        // nn.LayerNorm([3])
        { """{ "layer_norm": { "axes": 1 } }""", [2, 3], [0.1404619f, 0.25f, -0.5561847f, 0.1404619f, 0.25f, -0.5561847f, -0.4987319f, 0.5782972f, 0.02778991f, -0.4987319f, 0.5782972f, 0.02778991f] },
        // By hand: the mean and the largest of the pattern's 12 values of each channel.
        { """{ "global_average_pool": {} }""", [1, 3, 4], [-0.0416666667f, 0.0625f] },
        { """{ "global_max_pool": {} }""", [1, 3, 4], [1.5f, 1.5f] },
    };

    [Theory]
    [MemberData(nameof(Figures))]
    public void Forward_InEvaluation_IsAsInPyTorch(string layer, int[] shape, float[] expected)
    {
        var (network, inputs) = Build(layer, shape);
        using var pool = new WorkerPool(1);
        var pass = new NetworkPass(network, 2, training: false, pool);

        pass.Forward(inputs, [0, 1]);

        Close(expected, pass.Layers[0].Output);
    }

    [Fact]
    public void Forward_BatchNormInTraining_TakesTheBatchAndMovesTheRunningStatistics()
    {
        var (network, inputs) = Build("""{ "batch_norm": {} }""", [2, 1, 3]);
        using var pool = new WorkerPool(1);
        var pass = new NetworkPass(network, 2, training: true, pool);

        pass.Forward(inputs, [0, 1]);

        Close([0.1880127f, -0.6530349f, -1.494082f, -0.07520506f, 0.261214f, 0.597633f, -0.4848254f, -1.325873f, 0.01980314f, 0.1939302f, 0.5303492f, -0.007921255f], pass.Layers[0].Output);
        Assert.Equal([-0.0291666667f, 0.0208333333f], Values(network, "hidden1.running_mean"));
        Assert.Equal([1.00354167f, 1.00354167f], Values(network, "hidden1.running_variance"));
    }

    [Fact]
    public void Forward_BatchNormOfASingleValue_LeavesTheRunningStatistics()
    {
        var (network, _) = Build("""{ "batch_norm": {} }""", [3]);
        using var pool = new WorkerPool(1);
        var pass = new NetworkPass(network, 1, training: true, pool);

        pass.Forward([5, 6, 7], [0]);

        // x - mean is 0, which leaves the bias.
        Assert.Equal(Values(network, "hidden1.bias"), Enumerable.Range(0, 3).Select(i => pass.Layers[0].Output.Row(i)[0]));
        Assert.Equal([0, 0, 0], Values(network, "hidden1.running_mean"));
        Assert.Equal([1, 1, 1], Values(network, "hidden1.running_variance"));
    }

    [Theory]
    [InlineData(false, new[] { 2f, 2.5f, 0f, 0.5f, 3f, 3.5f, 1f, 1.5f })]
    [InlineData(true, new[] { 2f, 0f, 2.5f, 0.5f, 3f, 1f, 3.5f, 1.5f })]
    public void Forward_Embedding_GivesTheRowsThatAreNamed(bool channelsFirst, float[] expected)
    {
        var network = TestNetworks.Build($$"""
            { "layers": [ { "embedding": { "vocabulary": 4, "dimensions": 2, "channels_first": {{(channelsFirst ? "true" : "false")}} } }, { "flatten": {} }, { "dense": { "units": 1, "activation": "linear" } } ] }
            """, 1, 2);
        TestNetworks.Set(network, "hidden1.weight", 0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f);
        using var pool = new WorkerPool(1);
        var pass = new NetworkPass(network, 2, training: false, pool);

        pass.Forward([2, 0, 3, 1], [0, 1]);

        Close(expected, pass.Layers[0].Output);
    }

    [Fact]
    public void Forward_Residual_AddsWhatCameIn()
    {
        var network = TestNetworks.Build("""
            { "layers": [
              { "residual": { "activation": "relu", "layers": [ { "dense": { "units": 2, "bias": false } } ] } }, { "dense": { "units": 1, "activation": "linear" } }
            ] }
            """, 1, 2);
        TestNetworks.Set(network, "hidden1_hidden1.weight", 0, 1, -3, 0);
        using var pool = new WorkerPool(1);
        var pass = new NetworkPass(network, 2, training: false, pool);

        pass.Forward([1, 2, -1, 4], [0, 1]);

        // (1, 2) + (2, -3) and (-1, 4) + (4, 3), not below 0.
        Assert.Equal(["hidden1_hidden1", "hidden1", "output"], pass.Layers.Select(layer => layer.Layer.Name));
        Close([2, -3, 4, 3], pass.Layers[0].Output);
        Close([3, 0, 3, 7], pass.Layers[1].Output);
    }

    [Fact]
    public void Forward_MaxPoolOverNotANumber_GivesNotANumber()
    {
        var (network, _) = Build("""{ "global_max_pool": {} }""", [1, 3]);
        using var pool = new WorkerPool(1);
        var pass = new NetworkPass(network, 3, training: false, pool);

        pass.Forward([1, float.NaN, 2, float.NaN, 1, 2, 1, float.PositiveInfinity, float.NegativeInfinity], [0, 1, 2]);

        Assert.Equal([float.NaN, float.NaN, float.PositiveInfinity], pass.Layers[0].Output.Row(0).ToArray());
    }

    private static (FeedForwardNetwork Network, float[] Inputs) Build(string layer, int[] shape)
    {
        var network = TestNetworks.Build($$"""{ "activation": "linear", "layers": [ {{layer}}, { "flatten": {} }, { "dense": { "units": 1, "activation": "linear" } } ] }""", 1, shape);
        foreach (var parameter in network.Layers[0].Parameters)
        {
            var count = parameter.Value.Rows * parameter.Value.Columns;
            TestNetworks.Set(network, parameter.Path, [.. Enumerable.Range(0, count).Select(i => (((i * 7) % 11) - 5) / 8f)]);
        }
        return (network, [.. Enumerable.Range(0, 2 * network.Inputs).Select(i => (((i * 5) % 13) - 6) / 4f)]);
    }

    private static float[] Values(FeedForwardNetwork network, string path) => network.Tensors.Single(tensor => tensor.Path == path).Value.Row(0).ToArray();

    private static void Close(float[] expected, TrainRecorder.Training.Arithmetic.Matrix output)
    {
        float[] actual = [.. Enumerable.Range(0, output.Columns).SelectMany(sample => Enumerable.Range(0, output.Rows).Select(row => output.Row(row)[sample]))];
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < actual.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-6, $"value {i}: {actual[i]}, expected {expected[i]}");
    }
}
