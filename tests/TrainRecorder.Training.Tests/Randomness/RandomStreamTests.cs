using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Tests.Randomness;

public class RandomStreamTests
{
    // The known answers that come with the Random123 library of Salmon et al.
    [Fact]
    public void Block_KnownCounters_GiveTheKnownAnswers()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Block(0, 0, 0, 0, 0));
        Assert.Equal(
            (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            Philox.Block(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, ulong.MaxValue));
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox.Block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0x299f31d0_a4093822));
    }

    [Fact]
    public void Streams_OfOtherArguments_AreOther()
    {
        uint[] words =
        [
            new RandomStream(1, Purpose.Shuffle, 1).NextWord(), new RandomStream(2, Purpose.Shuffle, 1).NextWord(),
            new RandomStream(1, Purpose.Split, 1).NextWord(), new RandomStream(1, Purpose.Shuffle, 2).NextWord(),
            new RandomStream((1L << 40) + 1, Purpose.Shuffle, 1).NextWord(),
        ];

        Assert.Equal(words.Length, words.Distinct().Count());
        Assert.Equal(words[0], new RandomStream(1, Purpose.Shuffle, 1).NextWord());
    }

    [Fact]
    public void Shuffle_Items_KeepsEachAndPutsEachEverywhere()
    {
        var seen = new int[5, 5];
        for (var number = 0; number < 2000; number++)
        {
            int[] items = [0, 1, 2, 3, 4];
            new RandomStream(3, Purpose.Shuffle, number).Shuffle(items);
            Assert.Equal([0, 1, 2, 3, 4], items.Order());
            for (var i = 0; i < 5; i++) seen[i, items[i]]++;
        }

        // 400 expected, with a standard deviation of 18.
        Assert.All(seen.Cast<int>(), count => Assert.InRange(count, 310, 490));
    }

    [Fact]
    public void NextGaussian_ManyNumbers_HaveMeanZeroAndVarianceOne()
    {
        var random = new RandomStream(4, Purpose.Samples, 0);
        var numbers = Enumerable.Range(0, 40_000).Select(_ => random.NextGaussian()).ToArray();

        Assert.Equal(0, numbers.Average(), 0.02);
        Assert.Equal(1, numbers.Average(x => x * x), 0.03);
        Assert.Equal(0.6827, numbers.Count(x => Math.Abs(x) < 1) / 40_000.0, 0.01);
    }

    [Fact]
    public void NextBelow_ManyNumbers_AreAllAsLikely()
    {
        var random = new RandomStream(5, Purpose.Samples, 0);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.NextBelow(7)]++;

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }
}
