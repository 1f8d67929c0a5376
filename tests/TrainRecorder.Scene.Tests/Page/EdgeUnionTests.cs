using TrainRecorder.Scene.Page;

namespace TrainRecorder.Scene.Tests.Page;

public sealed class EdgeUnionTests
{
    [Fact]
    public void Places_SeveralEpochs_HoldTheStrongestOfEach()
    {
        EdgeUnion union = new(drawn: 2, most: 4);
        union.Add([5, -4, 1, 0, 0]);
        union.Add([0, -4, 1, 9, 0]);

        Assert.Equal([0, 1, 3], union.Places());
    }

    [Fact]
    public void Places_MoreThanAreKept_AreTheLargest()
    {
        EdgeUnion union = new(drawn: 1, most: 2);
        foreach (int strongest in new[] { 0, 1, 2, 3, 4, 5 })
        {
            float[] weights = new float[6];
            weights[strongest] = strongest is 1 or 4 ? -10 - strongest : strongest + 1;
            union.Add(weights);
        }

        Assert.Equal([1, 4], union.Places());
    }

    [Fact]
    public void Places_ZeroAndWhatIsNotFinite_AreNotAmongThem()
    {
        EdgeUnion union = new(drawn: 3, most: 3);
        union.Add([0, float.NaN, -0.5f, float.PositiveInfinity]);

        Assert.Equal([2], union.Places());
    }
}
