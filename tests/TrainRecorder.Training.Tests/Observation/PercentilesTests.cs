using CsCheck;
using TrainRecorder.Training.Observation;

namespace TrainRecorder.Training.Tests.Observation;

public class PercentilesTests
{
    private static readonly Gen<float> s_values = Gen.OneOf(Gen.Const(0f), Gen.Const(-0f), Gen.Float, Gen.Float[-1, 1], Gen.Const(float.NaN), Gen.Const(float.PositiveInfinity));

    [Fact]
    public void Of_AnyValues_IsThatOfTheSortedOnes() =>
        Gen.Select(s_values.Array[0, 300], Gen.Double[0, 100]).Sample((values, percent) =>
        {
            var percentiles = new Percentiles();
            percentiles.Take([1, 2, 3]);
            percentiles.Take(values);
            double[] sorted = [.. values.Where(float.IsFinite).Select(value => (double)value).Order()];
            foreach (var one in new[] { percent, 0, 2, 50, 98, 100 })
                Assert.Equal(Sorted(sorted, one), percentiles.Of(one));
        });

    private static double Sorted(double[] sorted, double percent)
    {
        if (sorted.Length == 0) return double.NaN;
        var place = percent / 100 * (sorted.Length - 1);
        var low = (int)place;
        return sorted[low] + ((place - low) * (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]));
    }
}
