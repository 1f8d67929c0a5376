using CsCheck;
using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.Scene.Tests.Figures.Reading;

public sealed class EvenSampleTests
{
    [Fact]
    public void Items_OfAnyStream_AreFewEvenAndHoldBothEnds() => Gen.Select(Gen.Int[1, 3000], Gen.Int[2, 200]).Sample((count, most) =>
    {
        EvenSample<int> sample = new(most);
        for (int item = 0; item < count; item++)
            sample.Add(item);

        Assert.Equal(count, sample.Count);
        Assert.InRange(sample.Items.Count, Math.Min(count, most / 2), most);
        Assert.Equal((0, count - 1), (sample.Items[0], sample.Items[^1]));
        Assert.All(sample.Items.SkipLast(1), (item, index) => Assert.Equal((long)index * sample.Stride, item));
        Assert.True(sample.Stride == 1 || count > most - 1);
    });

    [Fact]
    public void Items_ShortStream_AreAllOfIt()
    {
        EvenSample<int> sample = new(10);
        for (int item = 0; item < 9; item++)
            sample.Add(item);

        Assert.Equal(Enumerable.Range(0, 9), sample.Items);
        Assert.Equal(1, sample.Stride);
    }
}
