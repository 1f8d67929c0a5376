using CsCheck;
using TrainRecorder.Scene.Page;

namespace TrainRecorder.Scene.Tests.Page;

public sealed class EpochChoiceTests
{
    [Fact]
    public void Choose_AnyNumber_KeepsOrderAndBothEndsAndIsDenserEarly() => Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 400]).Sample((recorded, most) =>
    {
        int[] epochs = [.. Enumerable.Range(5, recorded)];

        IReadOnlyList<int> chosen = EpochChoice.Choose(epochs, most);

        Assert.Equal(Math.Min(recorded, most), chosen.Count);
        Assert.Equal(epochs[^1], chosen[^1]);
        for (int index = 1; index < chosen.Count; index++)
            Assert.True(chosen[index] > chosen[index - 1]);
        if (chosen.Count < 2)
            return;
        Assert.Equal(epochs[0], chosen[0]);
        Assert.True(chosen[1] - chosen[0] <= chosen[^1] - chosen[^2]);
    });

    [Fact]
    public void Choose_RoomForAll_IsAll() => Assert.Equal([0, 10, 20], EpochChoice.Choose([0, 10, 20], 3));

    [Fact]
    public void Choose_RoomForOne_IsTheLast() => Assert.Equal([20], EpochChoice.Choose([0, 10, 20], 1));
}
