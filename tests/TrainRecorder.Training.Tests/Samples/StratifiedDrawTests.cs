using CsCheck;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Tests.Samples;

public class StratifiedDrawTests
{
    [Fact]
    public void Draw_AnyClasses_GivesEachItsShareToTheNearestSample() =>
        Gen.Select(Gen.Int[0, 5].Array[2, 200], Gen.Double[0, 1], Gen.Long[0, 1000]).Sample(
            (classes, share, seed) =>
            {
                var count = (int)(share * classes.Length);

                var drawn = StratifiedDraw.Draw(classes, classes.Length, count, seed, Purpose.Split, leaveOne: false);

                if (drawn.Count(isDrawn => isDrawn) != count) return false;
                return Enumerable.Range(0, 6).All(c =>
                {
                    var size = classes.Count(x => x == c);
                    var exact = (double)count * size / classes.Length;
                    var got = drawn.Where((isDrawn, i) => isDrawn && classes[i] == c).Count();
                    return got >= Math.Floor(exact) && got <= Math.Ceiling(exact);
                });
            });

    [Theory]
    [InlineData(new[] { 50, 50, 50 }, 30, new[] { 10, 10, 10 })]
    [InlineData(new[] { 5, 3, 2 }, 5, new[] { 3, 1, 1 })]
    // A class of one stays in the training part, though its remainder is as large as the others'.
    [InlineData(new[] { 1, 1, 8 }, 5, new[] { 0, 0, 5 })]
    // There is no way but to take it.
    [InlineData(new[] { 1, 1 }, 1, new[] { 1, 0 })]
    public void Quotas_LeavingOne_AreByLargestRemainder(int[] sizes, int count, int[] quotas) =>
        Assert.Equal(quotas, StratifiedDraw.Quotas(sizes, sizes.Sum(), count, leaveOne: true));

    [Fact]
    public void Draw_AnotherSeed_DrawsOthers()
    {
        var one = StratifiedDraw.Draw(null, 100, 20, 1, Purpose.Split, leaveOne: true);

        Assert.Equal(one, StratifiedDraw.Draw(null, 100, 20, 1, Purpose.Split, leaveOne: true));
        Assert.NotEqual(one, StratifiedDraw.Draw(null, 100, 20, 2, Purpose.Split, leaveOne: true));
    }
}
