using CsCheck;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Tests.Edges;

public sealed class EdgeRankingTests
{
    private static readonly Gen<float[]> s_weights = Gen.OneOf(
        Gen.Float[-2, 2], Gen.Const(0f), Gen.Const(-0f), Gen.Const(1f), Gen.Const(-1f),
        Gen.Const(float.NaN), Gen.Const(float.PositiveInfinity), Gen.Const(float.Epsilon)).Array[0, 200];

    [Fact]
    public void Strongest_AnyWeights_AreThoseThatSortingGives() => Gen.Select(s_weights, Gen.Int[0, 250]).Sample((weights, wanted) =>
    {
        int[] expected = [.. Enumerable.Range(0, weights.Length)
            .Where(place => weights[place] != 0 && float.IsFinite(weights[place]))
            .OrderByDescending(place => MathF.Abs(weights[place])).ThenBy(place => place)
            .Take(wanted).Reverse()];
        int[] strongest = new int[wanted];
        EdgeCount count = EdgeRanking.Strongest(weights, strongest);

        Assert.Equal(expected, strongest[..count.Drawn]);
    });

    [Fact]
    public void Strongest_AnyWeights_CountsEveryWeightOnce() => Gen.Select(s_weights, Gen.Int[0, 250]).Sample((weights, wanted) =>
    {
        EdgeCount count = EdgeRanking.Strongest(weights, new int[wanted]);

        Assert.Equal(weights.Count(weight => weight == 0), count.Zero);
        Assert.Equal(weights.Count(weight => !float.IsFinite(weight)), count.NotFinite);
        Assert.Equal(weights.Length, count.Drawn + count.LeftOut + count.Zero + count.NotFinite);
        Assert.True(count.Drawn == wanted || count.LeftOut == 0);
    });
}
