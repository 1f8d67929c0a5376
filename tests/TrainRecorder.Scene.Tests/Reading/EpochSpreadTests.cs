using CsCheck;
using TrainRecorder.Scene.Reading;

namespace TrainRecorder.Scene.Tests.Reading;

public sealed class EpochSpreadTests
{
    [Fact]
    public void Choose_AnyNumber_KeepsBothEndsAndTheOrder() => Gen.Select(Gen.Int[1, 500], Gen.Int[2, 100]).Sample((count, most) =>
    {
        int[] epochs = [.. Enumerable.Range(3, count)];
        IReadOnlyList<int> chosen = EpochSpread.Choose(epochs, most);

        Assert.Equal(Math.Min(count, most), chosen.Count);
        Assert.Equal((epochs[0], epochs[^1]), (chosen[0], chosen[^1]));
        Assert.Equal(chosen.Distinct().Order(), chosen);
    });
}
