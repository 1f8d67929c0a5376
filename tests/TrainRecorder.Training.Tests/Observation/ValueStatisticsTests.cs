using CsCheck;
using TrainRecorder.Training.Observation;

namespace TrainRecorder.Training.Tests.Observation;

public class ValueStatisticsTests
{
    private static readonly Gen<float> s_values = Gen.OneOf(
        Gen.Float[-1, 1],
        Gen.OneOf(Gen.Const(0f), Gen.Const(-0f), Gen.Const(float.Epsilon), Gen.Const(float.MaxValue), Gen.Const(float.MinValue)),
        Gen.OneOf(Gen.Const(float.NaN), Gen.Const(float.PositiveInfinity), Gen.Const(float.NegativeInfinity)));

    [Fact]
    public void Of_AnyValues_IsThatOfTheFiniteOnes() =>
        s_values.Array[0, 50].Sample(values =>
        {
            var statistics = ValueStatistics.Of(values);

            double[] finite = [.. values.Where(float.IsFinite).Select(value => (double)value)];
            Assert.Equal(values.Length - finite.Length, statistics.NonFinite);
            Assert.Equal(finite.Count(value => value == 0), statistics.Zeros);
            if (finite.Length == 0)
            {
                Assert.True(double.IsNaN(statistics.Mean) && double.IsNaN(statistics.Deviation) && double.IsNaN(statistics.Smallest));
                return;
            }
            var largest = finite.Max(Math.Abs);
            var mean = finite.Average();
            Assert.Equal(mean, statistics.Mean, 1e-12 * largest);
            Assert.Equal(Math.Sqrt(finite.Average(value => (value - mean) * (value - mean))), statistics.Deviation, 1e-12 * largest);
            Assert.Equal(Math.Sqrt(finite.Sum(value => value * value)), statistics.Norm, 1e-12 * largest);
            Assert.Equal((finite.Min(), finite.Max()), (statistics.Smallest, statistics.Largest));
        });

    [Fact]
    public void Of_ValuesThatAreNotFinite_CountsThemAndDescribesTheRest() =>
        Assert.Equal(
            new ValueStatistics(0, Math.Sqrt(26 / 4.0), -4, 3, Math.Sqrt(26), 1, 2), ValueStatistics.Of([1, 3, float.NaN, 0, float.PositiveInfinity, -4]));

    [Fact]
    public void Of_ZerosOfBothSigns_HasThePositiveOneAsSmallestAndLargest()
    {
        // Of 16 and more, both signs meet in one lane of the vectors, in either order.
        float[] positive = new float[16], negative = [.. positive.Select(zero => -zero)];
        foreach (float[] values in new float[][] { [0f, -0f], [-0f, 0f], [-0f], negative, [.. positive, .. negative], [.. negative, .. positive] })
        {
            var statistics = ValueStatistics.Of(values);
            Assert.False(double.IsNegative(statistics.Smallest));
            Assert.False(double.IsNegative(statistics.Largest));
        }
    }
}
