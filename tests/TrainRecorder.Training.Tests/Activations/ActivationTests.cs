using CsCheck;
using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Activations;

/// <summary>Values and slopes as PyTorch 1.13 gives them in doubles, and saturation by its definition.</summary>
public class ActivationTests
{
    private static readonly float[] Points = [-6f, -3.2f, -2f, -1f, -0.75f, -0.25f, -1e-3f, 0f, 0.3f, 0.9f, 1f, 1.5f, 2.9f, 5f, 21f];

    /// <summary>Of each activation: its name, how GELU is approximated, f and f′ at the points.</summary>
    public static TheoryData<string, string?, float[], float[]> Figures => new()
    {
        {
            "relu", null,
            [0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0.3f, 0.9f, 1f, 1.5f, 2.9f, 5f, 21f],
            [0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 1f, 1f, 1f, 1f, 1f, 1f, 1f]
        },
        {
            "leaky_relu", null,
            [-0.06f, -0.032f, -0.02f, -0.01f, -0.0075f, -0.0025f, -1e-05f, 0f, 0.3f, 0.9f, 1f, 1.5f, 2.9f, 5f, 21f],
            [0.01f, 0.01f, 0.01f, 0.01f, 0.01f, 0.01f, 0.01f, 0.01f, 1f, 1f, 1f, 1f, 1f, 1f, 1f]
        },
        {
            "elu", null,
            [-0.9975212f, -0.9592378f, -0.8646647f, -0.6321206f, -0.5276334f, -0.2211992f, -0.0009995002f, 0f, 0.3f, 0.9f, 1f, 1.5f, 2.9f, 5f, 21f],
            [0.002478752f, 0.0407622f, 0.1353353f, 0.3678794f, 0.4723666f, 0.7788008f, 0.9990005f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f]
        },
        {
            "gelu", null,
            [-5.919526e-09f, -0.002198841f, -0.04550026f, -0.1586553f, -0.1699705f, -0.1003234f, -0.0004996011f, 0f, 0.1853734f, 0.7343459f, 0.8413447f, 1.399789f, 2.894589f, 4.999999f, 21f],
            [-3.546871e-08f, -0.006941943f, -0.0852318f, -0.08331547f, 0.0007742783f, 0.3046266f, 0.4992021f, 0.5f, 0.7323278f, 1.055417f, 1.083315f, 1.127469f, 1.015397f, 1.000007f, 1f]
        },
        {
            "silu", null,
            [-0.01483574f, -0.1253303f, -0.2384058f, -0.2689414f, -0.240616f, -0.1094559f, -0.00049975f, 0f, 0.1723328f, 0.6398545f, 0.7310586f, 1.226362f, 2.748755f, 4.966536f, 21f],
            [-0.01232643f, -0.08125594f, -0.09078425f, 0.07232949f, 0.1574001f, 0.37629f, 0.4995f, 0.5f, 0.64778f, 0.8958998f, 0.9276705f, 1.041294f, 1.091204f, 1.026547f, 1f]
        },
        {
            "softplus", null,
            [0.002475685f, 0.03995333f, 0.126928f, 0.3132617f, 0.386871f, 0.5759394f, 0.6926473f, 0.6931472f, 0.8543553f, 1.241154f, 1.313262f, 1.701413f, 2.953563f, 5.006715f, 21f],
            [0.002472623f, 0.03916572f, 0.1192029f, 0.2689414f, 0.3208213f, 0.4378235f, 0.49975f, 0.5f, 0.5744425f, 0.7109495f, 0.7310586f, 0.8175745f, 0.9478464f, 0.9933071f, 1f]
        },
        {
            "sigmoid", null,
            [0.002472623f, 0.03916572f, 0.1192029f, 0.2689414f, 0.3208213f, 0.4378235f, 0.49975f, 0.5f, 0.5744425f, 0.7109495f, 0.7310586f, 0.8175745f, 0.9478464f, 0.9933071f, 1f],
            [0.002466509f, 0.03763177f, 0.1049936f, 0.1966119f, 0.217895f, 0.2461341f, 0.2499999f, 0.25f, 0.2444583f, 0.2055003f, 0.1966119f, 0.1491465f, 0.04943356f, 0.006648057f, 7.582561e-10f]
        },
        {
            "hard_sigmoid", null,
            [0f, 0f, 0.1666667f, 0.3333333f, 0.375f, 0.4583333f, 0.4998333f, 0.5f, 0.55f, 0.65f, 0.6666667f, 0.75f, 0.9833333f, 1f, 1f],
            [0f, 0f, 0.1666667f, 0.1666667f, 0.1666667f, 0.1666667f, 0.1666667f, 0.1666667f, 0.1666667f, 0.1666667f, 0.1666667f, 0.1666667f, 0.1666667f, 0f, 0f]
        },
        {
            "tanh", null,
            [-0.9999877f, -0.9966824f, -0.9640276f, -0.7615942f, -0.635149f, -0.2449187f, -0.0009999997f, 0f, 0.2913126f, 0.7162979f, 0.7615942f, 0.9051483f, 0.9939632f, 0.9999092f, 1f],
            [2.457655e-05f, 0.006624197f, 0.07065082f, 0.4199743f, 0.5965858f, 0.9400148f, 0.999999f, 1f, 0.915137f, 0.4869174f, 0.4199743f, 0.1807066f, 0.01203722f, 0.0001815832f, 0f]
        },
        {
            "hard_tanh", null,
            [-1f, -1f, -1f, -1f, -0.75f, -0.25f, -0.001f, 0f, 0.3f, 0.9f, 1f, 1f, 1f, 1f, 1f],
            [0f, 0f, 0f, 0f, 1f, 1f, 1f, 1f, 1f, 1f, 0f, 0f, 0f, 0f, 0f]
        },
        {
            "softsign", null,
            [-0.8571429f, -0.7619048f, -0.6666667f, -0.5f, -0.4285714f, -0.2f, -0.000999001f, 0f, 0.2307692f, 0.4736842f, 0.5f, 0.6f, 0.7435898f, 0.8333333f, 0.9545455f],
            [0.02040816f, 0.05668934f, 0.1111111f, 0.25f, 0.3265306f, 0.64f, 0.998003f, 1f, 0.591716f, 0.2770083f, 0.25f, 0.16f, 0.06574622f, 0.02777778f, 0.002066116f]
        },
        {
            "gelu", "tanh",
            [-8.439649e-11f, -0.001869565f, -0.04540231f, -0.158808f, -0.1700394f, -0.1003246f, -0.0004996011f, 0f, 0.1853709f, 0.7342285f, 0.841192f, 1.399572f, 2.895033f, 5f, 21f],
            [-7.709976e-10f, -0.006493141f, -0.08609926f, -0.08296408f, 0.001061744f, 0.3046459f, 0.4992021f, 0.5f, 0.7322955f, 1.055067f, 1.082964f, 1.127711f, 1.015126f, 1.000002f, 1f]
        },
    };

    [Theory]
    [MemberData(nameof(Figures))]
    public void ForwardAndBackward_AtPoints_AreAsInPyTorch(string name, string? approximate, float[] values, float[] slopes)
    {
        var activation = Make(name, approximate is null ? null : new ActivationParameters { Approximate = approximate });
        var (sums, output, gradient) = (Row(Points), new Matrix(1, Points.Length), new Matrix(1, Points.Length));
        gradient.All.Fill(1);
        if (!activation.KeepsSums) sums.All.CopyTo(output.All);

        Forward(activation, activation.KeepsSums ? sums : output, output);
        activation.Backward(activation.KeepsSums ? sums : output, output, gradient, 0, 1, 16);

        for (var i = 0; i < Points.Length; i++)
        {
            Close(values[i], output.Row(0)[i], $"{name}({Points[i]})");
            Close(slopes[i], gradient.Row(0)[i], $"the slope of {name} at {Points[i]}");
        }
    }

    // Bounded: |2 (g - low) / (high - low) - 1|.
    [Theory]
    [InlineData("tanh", -0.5f, 0.5)]
    [InlineData("softsign", 0.25f, 0.25)]
    [InlineData("sigmoid", 0.75f, 0.5)]
    [InlineData("hard_sigmoid", 0f, 1)]
    [InlineData("hard_tanh", -1f, 1)]
    // ReLU-like: 1 where |slope| < 0.059 of the largest; of the output where it tells the slope ...
    [InlineData("relu", 0f, 1)]
    [InlineData("relu", 1e-20f, 0)]
    [InlineData("elu", -0.95f, 1)]
    [InlineData("elu", -0.94f, 0)]
    // ... else of the sum: leaky_relu's slope is 0.01 below 0.
    [InlineData("leaky_relu", -1e-5f, 1)]
    [InlineData("leaky_relu", 1e-5f, 0)]
    // softplus: the sigmoid falls to 0.059 at -ln(1/0.059 - 1) = -2.769.
    [InlineData("softplus", -2.78f, 1)]
    [InlineData("softplus", -2.76f, 0)]
    // gelu's slope passes through 0 at -0.752, is -0.1 at -1.4, and goes to 0 again: 0.059 of 1.129 is 0.0666.
    [InlineData("gelu", -0.752f, 1)]
    [InlineData("gelu", -1.4f, 0)]
    [InlineData("gelu", -2.5f, 1)]
    [InlineData("gelu", 0f, 0)]
    // silu's passes through 0 at -1.278 and is -0.0999 at -2.4: 0.059 of 1.0998 is 0.0649.
    [InlineData("silu", -1.278f, 1)]
    [InlineData("silu", -2.4f, 0)]
    [InlineData("silu", -6f, 1)]
    public void Saturation_OfAValue_IsAsDefined(string name, float value, double saturation) =>
        Assert.Equal(saturation, Make(name, null).Saturation!.Of(value), 12);

    [Theory]
    [InlineData(-0.5, 1, -0.5f, 1.0)]
    [InlineData(-0.5, 1, 0.25f, 0.0)]
    [InlineData(-0.5, 1, 0.625f, 0.5)]
    public void Saturation_HardTanhOfAnotherRange_IsMeasuredInThatRange(double low, double high, float value, double saturation) =>
        Assert.Equal(saturation, Make("hard_tanh", new ActivationParameters { MinVal = low, MaxVal = high }).Saturation!.Of(value), 12);

    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.06, 0)]
    [InlineData(-0.06, 0)]
    public void Saturation_LeakyReluBelowZero_DependsOnItsSlope(double slope, double saturation) =>
        Assert.Equal(saturation, Make("leaky_relu", new ActivationParameters { NegativeSlope = slope }).Saturation!.Of(-3));

    [Theory]
    [InlineData("linear")]
    [InlineData("softmax")]
    public void Saturation_OfNoLimit_IsNotMeasured(string name) => Assert.Null(Make(name, null).Saturation);

    [Theory]
    [InlineData("relu")]
    [InlineData("leaky_relu")]
    [InlineData("elu")]
    [InlineData("gelu")]
    [InlineData("silu")]
    [InlineData("softplus")]
    [InlineData("sigmoid")]
    [InlineData("hard_sigmoid")]
    [InlineData("tanh")]
    [InlineData("hard_tanh")]
    [InlineData("softsign")]
    public void Forward_NotANumber_StaysSo(string name)
    {
        var activation = Make(name, null);
        var (sums, output) = (Row([float.NaN]), new Matrix(1, 1));

        Forward(activation, sums, output);

        Assert.True(float.IsNaN(output.Row(0)[0]));
    }

    [Theory]
    [InlineData("relu", """{ "alpha": 1 }""", "p.alpha")]
    [InlineData("elu", """{ "alpha": 0 }""", "p.alpha")]
    [InlineData("leaky_relu", """{ "negative_slope": "NaN", "beta": 2 }""", "p.negative_slope", "p.beta")]
    [InlineData("softplus", """{ "beta": -1, "threshold": 1e300 }""", "p.beta", "p.threshold")]
    [InlineData("hard_tanh", """{ "min_val": 2 }""", "p.max_val")]
    [InlineData("gelu", """{ "approximate": "erf" }""", "p.approximate")]
    public void Resolve_WrongParameters_NamesEach(string name, string parameters, params string[] fields)
    {
        var violations = new Violations();

        Assert.Null(ActivationKinds.Resolve(name, Google.Protobuf.JsonParser.Default.Parse<ActivationParameters>(parameters), "p", violations));

        Assert.Equal(fields, violations.All.Select(violation => violation.Field));
    }

    public static TheoryData<string> WithSaturation => [.. ActivationKinds.HiddenNames.Where(name => Make(name, null).Saturation is not null)];

    /// <summary>Eight units and more take vectors, a unit alone does not.</summary>
    [Theory]
    [MemberData(nameof(WithSaturation))]
    public void Saturation_OfManyUnits_IsThatOfEach(string name)
    {
        var rule = Make(name, null).Saturation!;
        Gen.OneOf(Gen.Float[-3, 3], Gen.Const(0f), Gen.Const(-0f), Gen.Const(float.NaN), Gen.Const(float.PositiveInfinity)).Array[0, 40].Sample(values =>
        {
            double[] saturation = new double[values.Length], saturated = new double[values.Length];
            rule.Add(values, saturation, saturated);
            rule.Add(values, saturation, saturated);

            Assert.Equal(values.Select(value => 2 * rule.Of(value)), saturation);
            Assert.Equal(values.Select(value => SaturationRule.IsSaturated(rule.Of(value)) ? 2.0 : 0), saturated);
        });
    }

    private static Activation Make(string name, ActivationParameters? parameters) => ActivationKinds.Create(ActivationKinds.Resolve(name, parameters, "", new Violations()));

    private static Matrix Row(float[] values)
    {
        var matrix = new Matrix(1, values.Length);
        values.CopyTo(matrix.Row(0));
        return matrix;
    }

    private static unsafe void Forward(Activation activation, Matrix sums, Matrix output) => activation.Forward(sums, null, output, 0, 1, 16);

    private static void Close(float expected, float actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 5e-7 + (3e-6 * Math.Abs(expected)), $"{what}: {actual}, in PyTorch {expected}");
}
