using CsCheck;
using TrainRecorder.Training.Observation;

namespace TrainRecorder.Training.Tests.Observation;

public class ValueStatisticsTests
{
    private static readonly Gen<float> s_values = Gen.OneOf(Gen.Float[-1, 1], Gen.Const(0f), Gen.Const(-0f), Gen.Const(float.NaN), Gen.Const(float.NegativeInfinity));

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
            Assert.Equal(finite.Average(), statistics.Mean, 12);
            Assert.Equal(Math.Sqrt(finite.Average(value => Math.Pow(value - finite.Average(), 2))), statistics.Deviation, 12);
            Assert.Equal(finite.Min(), statistics.Smallest);
            Assert.Equal(finite.Max(), statistics.Largest);
            Assert.Equal(Math.Sqrt(finite.Sum(value => value * value)), statistics.Norm, 12);
        });

    [Fact]
    public void Of_ZerosOfBothSigns_HasThePositiveOneAsSmallestAndLargest()
    {
        foreach (float[] values in new float[][] { [0f, -0f], [-0f, 0f], [-0f] })
        {
            var statistics = ValueStatistics.Of(values);
            Assert.False(double.IsNegative(statistics.Smallest));
            Assert.False(double.IsNegative(statistics.Largest));
        }
    }
}
