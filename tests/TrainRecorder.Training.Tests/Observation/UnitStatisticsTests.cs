using CsCheck;
using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Observation;

namespace TrainRecorder.Training.Tests.Observation;

/// <summary>Values worked out by hand from the definitions.</summary>
public class UnitStatisticsTests
{
    [Fact]
    public void Saturation_Tanh_IsTheMeanMagnitude()
    {
        // Unit 0: 1, -1, 0.984375, 0; unit 1: 0.5, 0.5, -0.5, -0.9375.
        var units = Take("tanh", 2, [1, 0.5f, -1, 0.5f, 0.984375f, -0.5f, 0, -0.9375f]);

        Assert.Equal([2.984375f / 4, 2.4375f / 4], Written(units.WriteSaturation, 2));
        Assert.Equal([0.75f, 0], Written(units.WriteSaturatedFraction, 2));
        Assert.Equal([0.984375f / 4, -0.4375f / 4], Written(units.WriteMeanActivation, 2));
        Assert.Equal([0.25f, 0], Written(units.WriteZeroFraction, 2));
        Assert.True(double.IsNaN(units.DeadCount()));
    }

    [Fact]
    public void Saturation_Sigmoid_IsMeasuredFromTheMiddle()
    {
        // 2g - 1: -1, 0, 1, 0.5.
        var units = Take("sigmoid", 1, [0, 0.5f, 1, 0.75f]);

        Assert.Equal([0.625f], Written(units.WriteSaturation, 1));
        Assert.Equal([0.5f], Written(units.WriteSaturatedFraction, 1));
    }

    [Fact]
    public void Saturation_Relu_IsTheShareOfZeros()
    {
        // Unit 0 is dead, unit 1 is flat on one sample of three, unit 2 never.
        var units = Take("relu", 3, [0, 1, 5, -0f, 0, 5, 0, 2, 5]);

        Assert.Equal([1, 1 / 3f, 0], Written(units.WriteSaturation, 3));
        Assert.Equal([1, 1 / 3f, 0], Written(units.WriteSaturatedFraction, 3));
        Assert.Equal(1, units.DeadCount());
    }

    [Fact]
    public void DormantCount_AgainstTheLayersMean_CountsTheQuiet()
    {
        // Mean magnitudes 0.05, 0.1, 1.95 and 1.9: the layer's mean is 1, so 0.025 is the limit.
        Assert.Equal(0, Take(null, 4, [0.05f, -0.1f, 1.95f, -1.9f]).DormantCount());
        // 0.02, 0.06, 1.96, 1.96: again 1.
        Assert.Equal(1, Take(null, 4, [0.02f, -0.06f, 1.96f, -1.96f]).DormantCount());
        Assert.Equal(4, Take(null, 4, [0, 0, 0, 0]).DormantCount());
    }

    // Eight units fill a vector, the ninth does not.
    [Theory]
    [InlineData("relu")]
    [InlineData("leaky_relu")]
    [InlineData("gelu")]
    [InlineData("tanh")]
    public void Take_UnitsThatAreNotFinite_AreNeitherDeadNorDormantNorMakeOthersSo(string activation)
    {
        var values = new float[] { float.NaN, float.PositiveInfinity, 1, 1, 1, 1, 1, 1, float.NaN };

        var units = Take(activation, 9, values);

        for (var unit = 0; unit < 9; unit++)
        {
            Assert.False(units.IsDead(unit) || units.IsDormant(unit));
            Assert.Equal(!float.IsFinite(values[unit]), units.IsBroken(unit));
        }
        Assert.Equal(0, units.DormantCount());
    }

    // As many units as fill vectors and some that do not, against the definitions written down once more.
    [Fact]
    public void Take_ManyUnits_AreThoseOfTheDefinitions() => (
        from units in Gen.Int[1, 40]
        from values in Gen.OneOf(Gen.Float[-2, 2], Gen.Const(0f), Gen.Const(-0f)).Array[units * 5]
        select (units, values)).Sample((units, values) =>
        {
            var statistics = Take("relu", units, values);
            var (mean, zeros, saturation) = (Written(statistics.WriteMeanActivation, units), Written(statistics.WriteZeroFraction, units), Written(statistics.WriteSaturation, units));
            for (var unit = 0; unit < units; unit++)
            {
                var ofUnit = Enumerable.Range(0, 5).Select(i => (double)values[(i * units) + unit]).ToArray();
                Assert.Equal((float)(ofUnit.Aggregate(0.0, (sum, value) => sum + value) / 5), mean[unit]);
                Assert.Equal(ofUnit.Count(value => value == 0) / 5f, zeros[unit]);
                Assert.Equal(ofUnit.Count(value => value <= 0) / 5f, saturation[unit]);
                Assert.Equal(ofUnit.All(value => value <= 0), statistics.IsDead(unit));
            }
        });

    [Fact]
    public void Percentiles_BetweenValues_AreInProportion()
    {
        var percentiles = new Percentiles();
        percentiles.Take([5, float.NaN, 1, 2, 4, 3]);

        Assert.Equal([1.08, 2, 3, 4, 4.92], new double[] { 2, 25, 50, 75, 98 }.Select(percent => Math.Round(percentiles.Of(percent), 12)));
        percentiles.Take([7]);
        Assert.Equal(7, percentiles.Of(98));
        percentiles.Take([float.NaN]);
        Assert.True(double.IsNaN(percentiles.Of(50)));
    }

    private delegate void Writer(Span<float> destination);

    private static UnitStatistics Take(string? activationName, int units, float[] activation)
    {
        var choice = activationName is null ? null : new ActivationChoice(activationName, null);
        var statistics = new UnitStatistics(new TensorShape(units), ActivationKinds.Create(choice).Saturation);
        // Sums beside them, for the activations that are measured from these: the same values do.
        statistics.Take(activation, activation);
        return statistics;
    }

    private static float[] Written(Writer write, int units)
    {
        var values = new float[units];
        write(values);
        return values;
    }
}
