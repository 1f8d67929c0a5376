using Google.Protobuf;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Tests.Networks;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Initializers;

/// <summary>Initial values have the spread that PyTorch's functions of the same names have.</summary>
public class InitializerTests
{
    // 60 channels in, 80 out, a kernel of 5: fan in 300, fan out 400.
    [Theory]
    [InlineData("""{ "kaiming_uniform": {} }""", 0.0816496581, true)] // sqrt 2 / sqrt 300
    [InlineData("""{ "kaiming_uniform": { "a": 2.23606797749979 } }""", 0.0333333333, true)] // sqrt(2/6) / sqrt 300, PyTorch's default of layers
    [InlineData("""{ "kaiming_normal": { "mode": "fan_out", "nonlinearity": "relu" } }""", 0.0707106781, false)] // sqrt 2 / sqrt 400
    [InlineData("""{ "kaiming_normal": { "nonlinearity": "tanh" } }""", 0.0962250449, false)] // 5/3 / sqrt 300
    [InlineData("""{ "kaiming_uniform": { "nonlinearity": "linear" } }""", 0.0577350269, true)]
    [InlineData("""{ "xavier_uniform": {} }""", 0.0534522484, true)] // sqrt(2 / 700)
    [InlineData("""{ "xavier_normal": { "gain": 2 } }""", 0.1069044968, false)]
    [InlineData("""{ "normal": { "std": 0.02 } }""", 0.02, false)]
    [InlineData("""{ "uniform": { "a": -3, "b": 3 } }""", 1.7320508076, true)]
    public void Fill_RandomValues_HaveTheirSpread(string initializer, double deviation, bool uniform)
    {
        var values = Values(initializer);

        var spread = Math.Sqrt(values.Average(value => value * value));
        Assert.Equal(1, spread / deviation, 2e-2);
        Assert.Equal(0, values.Average() / deviation, 3e-2);
        // A uniform distribution ends at sqrt 3 deviations; of a normal one 0.27 % are beyond 3.
        var bound = Math.Sqrt(3) * deviation * 1.000001;
        if (uniform) Assert.All(values, value => Assert.InRange(value, -bound, bound));
        else Assert.InRange(values.Count(value => Math.Abs(value) > 3 * deviation) / (double)values.Length, 0.0015, 0.0045);
        Assert.InRange(values.Max() / deviation, uniform ? 1.72 : 3.2, uniform ? 1.7321 : 6);
    }

    [Theory]
    [InlineData("""{ "uniform": { "a": 2, "b": 3 } }""", 2.5, 1 / 3.4641016)]
    [InlineData("""{ "normal": { "mean": -4, "std": 0.5 } }""", -4, 0.5)]
    [InlineData("""{ "zeros": {} }""", 0, 0)]
    [InlineData("""{ "ones": {} }""", 1, 0)]
    [InlineData("""{ "constant": { "val": 0.375 } }""", 0.375, 0)]
    public void Fill_GivenValues_HaveTheirMeanAndDeviation(string initializer, double mean, double deviation)
    {
        var values = Values(initializer);

        Assert.Equal(mean, values.Average(), 5e-3);
        Assert.Equal(deviation, Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))), 5e-3);
    }

    [Theory]
    [InlineData(12, 30, 1)]
    [InlineData(30, 12, 2.5)]
    [InlineData(16, 16, 1)]
    public void Fill_Orthogonal_HasRowsOrColumnsAtRightAngles(int units, int inputs, double gain)
    {
        var network = TestNetworks.Build(
            $$"""{ "layers": [ { "dense": { "units": {{units}}, "activation": "linear", "weight_initializer": { "orthogonal": { "gain": {{gain}} } } } } ] }""", 3, inputs);
        var weight = network.Parameters[0].Value;
        double At(int vector, int i) => units > inputs ? weight.Row(i)[vector] : weight.Row(vector)[i];
        var (vectors, length) = (Math.Min(units, inputs), Math.Max(units, inputs));

        for (var i = 0; i < vectors; i++)
        {
            for (var j = 0; j <= i; j++)
                Assert.Equal(i == j ? gain * gain : 0, Enumerable.Range(0, length).Sum(k => At(i, k) * At(j, k)), 1e-6 * gain * gain);
        }
    }

    [Theory]
    [InlineData("""{ }""", "p")]
    [InlineData("""{ "kaiming_normal": { "a": "Infinity", "mode": "fan", "nonlinearity": "selu" } }""", "p.kaiming_normal.a", "p.kaiming_normal.mode", "p.kaiming_normal.nonlinearity")]
    [InlineData("""{ "xavier_uniform": { "gain": 0 } }""", "p.xavier_uniform.gain")]
    [InlineData("""{ "normal": { "mean": "NaN", "std": -1 } }""", "p.normal.mean", "p.normal.std")]
    [InlineData("""{ "uniform": { "a": 2 } }""", "p.uniform.b")]
    [InlineData("""{ "constant": { "val": 1e200 } }""", "p.constant.val")]
    [InlineData("""{ "orthogonal": { "gain": -1 } }""", "p.orthogonal.gain", "p.orthogonal")]
    public void Resolve_WrongParameters_NamesEach(string initializer, params string[] fields)
    {
        var violations = new Violations();

        Training.Initializers.InitializerRules.Resolve(JsonParser.Default.Parse<Initializer>(initializer), "p", [5_000, 6_000], violations);

        Assert.Equal(fields, violations.All.Select(violation => violation.Field));
    }

    [Fact]
    public void Resolve_FansOfABias_AreRefused()
    {
        var violations = new Violations();

        Training.Initializers.InitializerRules.Resolve(JsonParser.Default.Parse<Initializer>("""{ "xavier_normal": {} }"""), "p", [7], violations);

        Assert.Equal("Needs a tensor of at least two axes; use normal, uniform, zeros, ones or constant.", Assert.Single(violations.All).Description);
    }

    [Theory]
    [InlineData("""{ "dense": { "units": 400 } }, { "flatten": {} }""", 300)]
    [InlineData("""{ "conv1d": { "channels": 80, "kernel_size": [5] } }, { "flatten": {} }""", 60, 7)]
    public void Default_OfDenseAndConvolution_IsUniformInOneOverTheRootOfTheFanIn(string layers, params int[] shape)
    {
        var network = TestNetworks.Build($$"""{ "layers": [ {{layers}}, { "dense": { "units": 1, "activation": "linear" } } ] }""", 2, shape);

        // Both have a fan in of 300; the variance of a uniform distribution within b is b²/3.
        var bound = 1 / Math.Sqrt(300);
        foreach (var parameter in network.Layers[0].Parameters)
        {
            float[] values = Flat(parameter);
            Assert.All(values, value => Assert.InRange(value, -bound, bound));
            Assert.Equal(bound * bound / 3, values.Average(value => value * value), bound * bound / 10);
        }
    }

    private static float[] Values(string initializer)
    {
        var network = TestNetworks.Build(
            $$"""
            { "layers": [
              { "conv1d": { "channels": 80, "kernel_size": [5], "weight_initializer": {{initializer}} } }, { "flatten": {} },
              { "dense": { "units": 1, "activation": "linear" } }
            ] }
            """, 2, 60, 5);
        return Flat(network.Parameters[0]);
    }

    private static float[] Flat(Tensor tensor)
    {
        var values = new float[tensor.Value.Rows * tensor.Value.Columns];
        tensor.Value.CopyTo(values);
        return values;
    }
}
