using CsCheck;
using TrainRecorder.Scene.Figures.Weights;

namespace TrainRecorder.Scene.Tests.Figures.Weights;

public sealed class HistogramTests
{
    [Fact]
    public void Add_AnyValues_CountsThemAsOneByOne() => Gen.Float[-2, 2].Array[0, 300].Sample(values =>
    {
        Histogram histogram = new(-1, 1, 8);
        histogram.Add(values);

        int[] expected = new int[8];
        foreach (float value in values.Where(value => value is >= -1 and <= 1))
            expected[value == 1 ? 7 : (int)Math.Floor((value + 1.0) / 2 * 8)]++;
        Assert.Equal(expected.Select(count => (long)count), histogram.Counts);
        Assert.Equal(expected.Sum(), histogram.Count);
    });

    [Fact]
    public void Add_NotFinite_IsLeftOut()
    {
        Histogram histogram = new(-1, 1, 4);
        histogram.Add([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0.1f]);

        Assert.Equal(1, histogram.Count);
    }

    [Fact]
    public void Density_OfAnyValues_HasAnAreaOfOne() => Gen.Float[-0.5f, 0.5f].Array[5, 200].Sample(values =>
    {
        Histogram histogram = new(-1, 1, 512);
        histogram.Add(values);
        double[] points = [.. Enumerable.Range(0, 8001).Select(index => -4 + index * 0.001)];

        Assert.Equal(1, histogram.Density(points).Sum() * 0.001, 1e-3);
    });

    [Fact]
    public void Quantile_OfEvenValues_IsWhereTheyAre()
    {
        Histogram histogram = new(0, 100, 100);
        histogram.Add([.. Enumerable.Range(0, 100).Select(value => value + 0.5f)]);

        Assert.Equal([0.5, 49.5, 99.5], new[] { 0, 0.5, 1 }.Select(histogram.Quantile));
    }
}
